using Plimsoll.Files.Api;
using Plimsoll.Server.Hosting;

namespace Plimsoll.Server.Nodes;

/// <summary>What nodes say of themselves in one word.</summary>
internal static class NodeWords
{
    public const string Works = "works";
    public const string Serves = "serves";
    private const string Yes = "yes";
    private const string No = "no";

    /// <summary>Whether it has a mail server.</summary>
    public static string Mail(ServerSettings settings) => settings.MailHost != "" ? Yes : No;

    /// <summary>Who can send mails and who cannot, though either may have to; empty: all are alike.</summary>
    public static string Differing(IReadOnlyList<NodeView> nodes)
    {
        var heard = nodes.Where(n => n.IsHeard).ToLookup(n => n.Mail, n => n.Name);
        if (!heard.Contains(Yes) || !heard.Contains(No)) return "";
        var (with, without) = (heard[Yes].ToList(), heard[No].ToList());
        return $"{Have(with)} a mail server, {Have(without)} none: while one without does the work, mails and pages by "
            + "mail stay unsent.";
    }

    private static string Have(List<string> names) =>
        $"{string.Join(", ", names)} {(names.Count == 1 ? "has" : "have")}";
}
