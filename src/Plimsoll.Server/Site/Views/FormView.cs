namespace Plimsoll.Server.Site.Views;

/// <summary>Something a person can do, as a form: what it says, what it asks, and why it may not work yet.</summary>
/// <param name="Id">Unique among the forms of its page.</param>
/// <param name="Label">What it is for, read aloud and shown above it.</param>
public sealed record FormView(
    string Id, string Action, string Label, string Button, IReadOnlyList<FieldView> Fields)
{
    /// <summary>What changes, before the button.</summary>
    public string Sentence { get; init; } = "";

    /// <summary>Why it would be refused now; empty where it works.</summary>
    public string Objection { get; init; } = "";

    /// <summary>Why what was just sent was not done; what was typed stays in the fields.</summary>
    public string Trouble { get; init; } = "";

    public ButtonKind Kind { get; init; } = ButtonKind.Plain;

    public string Icon { get; init; } = "";

    /// <summary>The form with what somebody typed into it, after it was refused.</summary>
    public FormView Tried(Tried? tried) => tried is null || tried.Form != Id ? this : this with
    {
        Trouble = tried.Reason,
        Fields = [.. Fields.Select(f => f with { Value = f.Kind == FieldKind.Hidden ? f.Value : tried.Of(f) })],
    };
}

public enum ButtonKind { Plain, Go, Danger, Risk }

public enum FieldKind { Hidden, Line, Text, Choice, Moment, Day, Number, Tick, Ticks }

/// <summary>One question of a form.</summary>
/// <param name="Value">What stands in it; of several ticks, with commas between.</param>
public sealed record FieldView(FieldKind Kind, string Name, string Label, string Value = "")
{
    public bool Required { get; init; }

    public string Hint { get; init; } = "";

    public string Example { get; init; } = "";

    public IReadOnlyList<(string Value, string Title)> Choices { get; init; } = [];

    public int Rows { get; init; } = 3;

    public bool Has(string value) => Value.Split(',').Contains(value);
}

/// <summary>A form that was sent and refused.</summary>
/// <param name="Values">What was typed, by field.</param>
public sealed record Tried(string Form, string Reason, IReadOnlyDictionary<string, string> Values)
{
    public string Of(FieldView field) => Values.GetValueOrDefault(field.Name) ?? "";
}
