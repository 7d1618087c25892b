using System.Collections.Frozen;
using System.Text.Json;

namespace Plimsoll.Core.Guide;

/// <summary>The names of a check's fields in JSON, looked at once for what has to be escaped.</summary>
internal static class Field
{
    public static readonly JsonEncodedText Advised = JsonEncodedText.Encode("advised");
    public static readonly JsonEncodedText Anchor = JsonEncodedText.Encode("anchor");
    public static readonly JsonEncodedText AnyApprover = JsonEncodedText.Encode("anyApprover");
    public static readonly JsonEncodedText Approvers = JsonEncodedText.Encode("approvers");
    public static readonly JsonEncodedText Attested = JsonEncodedText.Encode("attested");
    public static readonly JsonEncodedText Audience = JsonEncodedText.Encode("audience");
    public static readonly JsonEncodedText Bindings = JsonEncodedText.Encode("bindings");
    public static readonly JsonEncodedText Blocks = JsonEncodedText.Encode("blocks");
    public static readonly JsonEncodedText BusinessDays = JsonEncodedText.Encode("businessDays");
    public static readonly JsonEncodedText Cadence = JsonEncodedText.Encode("cadence");
    public static readonly JsonEncodedText CadenceBySeverity = JsonEncodedText.Encode("cadenceBySeverity");
    public static readonly JsonEncodedText Checks = JsonEncodedText.Encode("checks");
    public static readonly JsonEncodedText Class = JsonEncodedText.Encode("class");
    public static readonly JsonEncodedText Concept = JsonEncodedText.Encode("concept");
    public static readonly JsonEncodedText Condition = JsonEncodedText.Encode("condition");
    public static readonly JsonEncodedText DefaultApprovers = JsonEncodedText.Encode("defaultApprovers");
    public static readonly JsonEncodedText DefaultOwners = JsonEncodedText.Encode("defaultOwners");
    public static readonly JsonEncodedText Deputies = JsonEncodedText.Encode("deputies");
    public static readonly JsonEncodedText Due = JsonEncodedText.Encode("due");
    public static readonly JsonEncodedText DueBySeverity = JsonEncodedText.Encode("dueBySeverity");
    public static readonly JsonEncodedText Evidence = JsonEncodedText.Encode("evidence");
    public static readonly JsonEncodedText Families = JsonEncodedText.Encode("families");
    public static readonly JsonEncodedText File = JsonEncodedText.Encode("file");
    public static readonly JsonEncodedText FinalUpdateWithin = JsonEncodedText.Encode("finalUpdateWithin");
    public static readonly JsonEncodedText GoodFor = JsonEncodedText.Encode("goodFor");
    public static readonly JsonEncodedText Group = JsonEncodedText.Encode("group");
    public static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
    public static readonly JsonEncodedText InOrder = JsonEncodedText.Encode("inOrder");
    public static readonly JsonEncodedText Information = JsonEncodedText.Encode("information");
    public static readonly JsonEncodedText Kind = JsonEncodedText.Encode("kind");
    public static readonly JsonEncodedText Labels = JsonEncodedText.Encode("labels");
    public static readonly JsonEncodedText Line = JsonEncodedText.Encode("line");
    public static readonly JsonEncodedText Metadata = JsonEncodedText.Encode("metadata");
    public static readonly JsonEncodedText Mode = JsonEncodedText.Encode("mode");
    public static readonly JsonEncodedText Observe = JsonEncodedText.Encode("observe");
    public static readonly JsonEncodedText Offset = JsonEncodedText.Encode("offset");
    public static readonly JsonEncodedText Only = JsonEncodedText.Encode("only");
    public static readonly JsonEncodedText Origin = JsonEncodedText.Encode("origin");
    public static readonly JsonEncodedText Owners = JsonEncodedText.Encode("owners");
    public static readonly JsonEncodedText OwnersFrom = JsonEncodedText.Encode("ownersFrom");
    public static readonly JsonEncodedText Part = JsonEncodedText.Encode("part");
    public static readonly JsonEncodedText Paths = JsonEncodedText.Encode("paths");
    public static readonly JsonEncodedText Percents = JsonEncodedText.Encode("percents");
    public static readonly JsonEncodedText Phase = JsonEncodedText.Encode("phase");
    public static readonly JsonEncodedText Response = JsonEncodedText.Encode("response");
    public static readonly JsonEncodedText Repeats = JsonEncodedText.Encode("repeats");
    public static readonly JsonEncodedText ReviewWithin = JsonEncodedText.Encode("reviewWithin");
    public static readonly JsonEncodedText Severity = JsonEncodedText.Encode("severity");
    public static readonly JsonEncodedText ShortId = JsonEncodedText.Encode("shortId");
    public static readonly JsonEncodedText Template = JsonEncodedText.Encode("template");
    public static readonly JsonEncodedText Text = JsonEncodedText.Encode("text");
    public static readonly JsonEncodedText WaivedBy = JsonEncodedText.Encode("waivedBy");
}

/// <summary>The names of an enumeration's values in JSON.</summary>
internal static class FieldNames<T> where T : struct, Enum
{
    public static FrozenDictionary<T, JsonEncodedText> All { get; } = Enum.GetValues<T>().Distinct()
        .ToFrozenDictionary(value => value, value => JsonEncodedText.Encode(value.ToString().ToLowerInvariant()));
}
