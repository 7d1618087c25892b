using System.Collections.Immutable;
using System.Text.Json;

namespace Plimsoll.Server.Connectors.OpenId;

/// <summary>Reads claims: first those of the token, then those that were asked for.</summary>
internal sealed class ClaimReader(JsonElement token, JsonElement asked)
{
    private const int MostGroups = 2_000;

    /// <summary>Proof and address from the same place: one half of each proves nothing.</summary>
    public string ProvenMail =>
        new[] { token, asked }.FirstOrDefault(from => Of(from, "email") is not null)
            is { ValueKind: JsonValueKind.Object } from
        && Of(from, "email") is { ValueKind: JsonValueKind.String } mail && IsTrue(Of(from, "email_verified"))
        && Core.Incidents.MailAddresses.IsOne(mail.GetString() ?? "")
            ? mail.GetString() ?? "" : "";

    public string Text(string name) =>
        Find(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() ?? "" : "";

    /// <summary>A list, or the one there is; empty for none.</summary>
    public ImmutableArray<string> Texts(string name) => Find(name) switch
    {
        { ValueKind: JsonValueKind.String } one => [one.GetString() ?? ""],
        { ValueKind: JsonValueKind.Array } all =>
        [
            .. all.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String)
                .Select(e => e.GetString() ?? "").Take(MostGroups),
        ],
        _ => [],
    };

    /// <summary>Left out because it is too long, with the address of somewhere else instead.</summary>
    public bool IsElsewhere(string name) => Find(name) is null
        && Of(token, "_claim_names") is { ValueKind: JsonValueKind.Object } names && names.TryGetProperty(name, out _);

    private JsonElement? Find(string name) => Of(token, name) ?? Of(asked, name);

    private static JsonElement? Of(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var found) ? found : null;

    // Some providers write it as a word.
    private static bool IsTrue(JsonElement? said) => said is { ValueKind: JsonValueKind.True }
        || said is { ValueKind: JsonValueKind.String } text && text.GetString() == "true";
}
