using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Plimsoll.Server.Access;

/// <summary>Passwords are kept as ASP.NET Core Identity's hashes; comparing costs the same for everybody.</summary>
public sealed class Passwords : IDisposable
{
    public const int Shortest = 12;
    public const int Longest = 128;
    private const string Product = "plimsoll";
    private const int Iterations = 210_000;

    // Each comparison keeps a core busy for a while; more at once would only slow everybody.
    private const int AtOnce = 2;
    private static readonly char[] Parts = ['@', '.', ' ', '-', '_', '+'];
    private readonly PasswordHasher<string> _hasher;

    private readonly SemaphoreSlim _turns = new(AtOnce, AtOnce);
    private readonly string _nobodys;

    public Passwords() : this(new PasswordHasher<string>(Settings))
    {
    }

    /// <param name="hasher">One that a test looks at.</param>
    internal Passwords(PasswordHasher<string> hasher) =>
        (_hasher, _nobodys) = (hasher, hasher.HashPassword("", Secrets.Make()));

    internal static IOptions<PasswordHasherOptions> Settings { get; } =
        Options.Create(new PasswordHasherOptions { IterationCount = Iterations });

    public string Hash(string person, string password) => _hasher.HashPassword(person, password);

    /// <param name="hash">Null where there is no account: it takes as long, and is false.</param>
    public async Task<bool> IsRight(string person, string? hash, string password, CancellationToken stop)
    {
        await _turns.WaitAsync(stop);
        try
        {
            var shown = password.Length <= Longest ? password : "";
            var found = _hasher.VerifyHashedPassword(person, hash ?? _nobodys, shown);
            return hash is not null && found != PasswordVerificationResult.Failed;
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>Why a password is not taken; empty when it is.</summary>
    public static string Objection(string password, string name, string mail)
    {
        if (password.Length < Shortest) return $"A password has at least {Shortest} characters; a few words do well.";
        if (password.Length > Longest) return $"A password has at most {Longest} characters.";
        if (password.Distinct().Count() < 5) return "A password has at least five different characters.";
        if (CommonPasswords.Has(password))
            return "Many people chose this password, or it is one of theirs with a little added; a few words of your own do well.";
        var own = $"{Product} {name} {mail}".Split(Parts, StringSplitOptions.RemoveEmptyEntries).Where(p => p.Length > 3);
        var rest = own.Aggregate(password, (left, part) => left.Replace(part, "", StringComparison.OrdinalIgnoreCase));
        return rest.Length < Shortest - 4 ? "A password is not your name, your mail address or Plimsoll and a little more." : "";
    }

    public void Dispose() => _turns.Dispose();
}
