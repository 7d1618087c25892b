using System.Globalization;
using MimeKit;

namespace Mailsink;

/// <summary>Mails as <c>.eml</c> files in a folder, numbered in the order they came.</summary>
public sealed class MailFolder
{
    private const int Shown = 500;
    private readonly string _folder;
    private int _last;

    public MailFolder(string folder)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        _last = Numbers().DefaultIfEmpty(0).Max();
    }

    /// <summary>Keeps a mail and answers its number.</summary>
    public async Task<int> Keep(byte[] mail, CancellationToken stop)
    {
        var number = Interlocked.Increment(ref _last);
        await File.WriteAllBytesAsync(PathOf(number) + ".new", mail, stop);
        File.Move(PathOf(number) + ".new", PathOf(number));
        return number;
    }

    /// <summary>The newest mails first.</summary>
    public IEnumerable<(int Number, MimeMessage Mail)> Newest() =>
        from number in Numbers().OrderDescending().Take(Shown)
        let mail = Read(number)
        where mail is not null
        select (number, mail);

    public MimeMessage? Read(int number)
    {
        if (!File.Exists(PathOf(number))) return null;
        using var file = File.OpenRead(PathOf(number));
        try
        {
            return MimeMessage.Load(file);
        }
        catch (FormatException)
        {
            var text = File.ReadAllText(PathOf(number));
            return new MimeMessage { Subject = "(not a mail)", Body = new TextPart { Text = text } };
        }
    }

    public string PathOf(int number) => Path.Combine(_folder, $"{number:000000}.eml");

    private IEnumerable<int> Numbers() =>
        from path in Directory.EnumerateFiles(_folder, "*.eml")
        let number = NumberIn(Path.GetFileNameWithoutExtension(path))
        where number > 0
        select number;

    private static int NumberIn(string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
