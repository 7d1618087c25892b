namespace Plimsoll.Server.Site.Views;

/// <summary>Is it safe to ship? Why not yet?</summary>
/// <param name="Type"><c>Patch</c>, <c>Minor</c> or <c>Major</c>.</param>
/// <param name="Candidate">The number that forms carry, so that nobody signs what they did not read.</param>
/// <param name="Ship">Null when shipping is no question any more.</param>
/// <param name="SignOff">Null when this person cannot or need not sign.</param>
/// <param name="Question">What the shipment asks; null when it asks nothing.</param>
public sealed record ReleaseView(
    string Service,
    string ServiceTitle,
    string Version,
    string Type,
    int Candidate,
    IReadOnlyList<MetaView> Meta,
    string Sentence,
    string Meaning,
    ShipView? Ship,
    string Withdrawing,
    QuestionView? Question,
    IReadOnlyList<WhyView> Why,
    PipelineView Pipeline,
    IReadOnlyList<GateView> Gates,
    NotesView Notes,
    SignOffView? SignOff,
    RollbackPlanView Rollback,
    IReadOnlyList<WaiverView> Waivers,
    IReadOnlyList<RoleView> Roles,
    bool Moves)
{
    /// <summary>What stays marked on its sign-offs.</summary>
    public IReadOnlyList<RemarkView> Remarks { get; init; } = [];

    /// <summary>Signing alone or in an emergency, and confirming that, where this person may.</summary>
    public IReadOnlyList<FormView> Signing { get; init; } = [];

    /// <summary>Null where customers are no question of it.</summary>
    public CustomersView? Customers { get; init; }

    /// <summary>Null while it was not announced.</summary>
    public AnnouncedView? Announced { get; init; }

    public string Href => $"/releases/{Uri.EscapeDataString(Service)}/{Uri.EscapeDataString(Version)}";

    /// <summary>The gates that are counted: what only advises stands among them and holds nothing back.</summary>
    public IReadOnlyList<GateView> Counted => [.. Gates.Where(g => !g.Advises)];

    public string Closed => $"{Counted.Count(g => g.Sign.LetsThrough)} of {Counted.Count} closed";
}

/// <summary>The button that ships.</summary>
/// <param name="Consequence">What changes, how long it takes, how that was measured.</param>
public sealed record ShipView(string Label, string Consequence, bool Possible);

/// <summary>What customers are told beforehand.</summary>
/// <param name="Told">Who told how many, when; empty: nobody has.</param>
/// <param name="Telling">The form that does it; null once it is done.</param>
public sealed record CustomersView(string Told, string Text, FormView? Telling);

/// <summary>That it was announced.</summary>
/// <param name="Sentence">To whom, when, and who has said that they read it.</param>
/// <param name="Acknowledging">The form that says so; null where this person is not asked.</param>
public sealed record AnnouncedView(string Sentence, FormView? Acknowledging);

/// <summary>One blocker with what clears it.</summary>
/// <param name="Command">The command to type; empty where only time clears it.</param>
/// <param name="Href">Where on this page it is cleared, with the button's verb; empty when not here.</param>
public sealed record WhyView(Sign Sign, string Title, string Detail, string Command, string Href, string Verb);

/// <param name="Origin">Where the steps come from: <c>From the guide, lines 21 to 26</c>.</param>
public sealed record PipelineView(string Origin, IReadOnlyList<StepView> Steps)
{
    /// <summary>What the person who looks can say about the step that waits.</summary>
    public IReadOnlyList<FormView> Forms { get; init; } = [];
}

public sealed record StepView(Sign Sign, string Title, string Detail);

/// <summary>A gate with its evidence.</summary>
/// <param name="Id">The gate's id, as commands name it.</param>
/// <param name="At">When it was last judged or asked; null when never.</param>
/// <param name="Confirming">What a person states by confirming it by hand; empty when that is not possible.</param>
/// <param name="Waivable">Somebody may ask for an exception now.</param>
public sealed record GateView(
    string Id,
    Sign Sign,
    string Title,
    string Detail,
    DateTimeOffset? At,
    IReadOnlyList<FactView> Evidence,
    string Command,
    string Confirming,
    bool Waivable,
    bool Open)
{
    /// <summary>Its title, with whose it is where another has the same.</summary>
    public string Named { get; init; } = Title;

    /// <summary>It is only advice.</summary>
    public bool Advises { get; init; }

    /// <summary>What else can be said about it: that it does not apply, or no.</summary>
    public IReadOnlyList<FormView> Forms { get; init; } = [];
}

/// <summary>The notes in the template's fields.</summary>
/// <param name="Saved">Who has read and saved them and when; or that nobody has.</param>
public sealed record NotesView(string Saved, IReadOnlyList<NoteField> Fields, bool Editable)
{
    /// <summary>When what is shown was saved, for a machine.</summary>
    public string Read { get; init; } = "";

    /// <summary>Why what was just written was not saved.</summary>
    public string Trouble { get; init; } = "";
}

/// <param name="Text">Lines that start with "- " are shown as a list.</param>
/// <param name="Short">One line beside its name instead of a section of its own.</param>
public sealed record NoteField(string Id, string Title, string Text, bool Short = false)
{
    /// <summary>What stands in the form: the text, or what somebody wrote before it was refused.</summary>
    public string Written { get; init; } = Text;
}

/// <param name="Binds">What the signature is bound to.</param>
public sealed record SignOffView(string Role, string Binds);

/// <summary>A state with the sentence it stands for.</summary>
public sealed record RemarkView(Sign Sign, string Text);

/// <param name="Measured">How long it takes: <c>3:40</c>; empty when never measured.</param>
/// <param name="MeasuredHow">How that is known.</param>
/// <param name="Confirming">What the person states who confirms the plan; empty when it is confirmed already.</param>
public sealed record RollbackPlanView(
    string Measured, string MeasuredHow, string Sentence, IReadOnlyList<FactView> Facts, string Confirming)
{
    /// <summary>Null where it cannot be rehearsed any more.</summary>
    public FormView? Rehearsing { get; init; }
}

/// <param name="Granting">What granting it means; empty when this person cannot grant it.</param>
public sealed record WaiverView(string Id, Sign Sign, string Title, string Detail, string Granting)
{
    /// <summary>When it was asked for, to the tick: what is granted is what was read.</summary>
    public string Asked { get; init; } = "";
}

/// <param name="Note">Shown when there is no <paramref name="Sign"/>: <c>Not required</c>.</param>
public sealed record RoleView(string Role, string People, Sign? Sign, string Note);
