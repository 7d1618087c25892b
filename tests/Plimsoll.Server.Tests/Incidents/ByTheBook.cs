using Plimsoll.Core.Incidents;

namespace Plimsoll.Server.Tests.Incidents;

/// <summary>
/// One incident led by the guide: every line of the checklist is done in good time, but for those a scenario leaves out
/// or does later. Fay leads, Gus answers every page at once, Chidi confirms that service is restored.
/// </summary>
internal sealed class ByTheBook
{
    /// <summary>A minute that never comes: the line is left undone.</summary>
    public const int Never = int.MaxValue;

    private const string Id = "INC-1";
    private readonly Night _night;
    private readonly DateTimeOffset _declared;
    private readonly Dictionary<string, int> _otherwise;
    private readonly List<(int Minute, Func<Task> Do)> _steps = [];

    private ByTheBook(Night night, IEnumerable<(string Line, int Minute)> otherwise) =>
        (_night, _declared, _otherwise) = (night, night.Now,
            otherwise.DistinctBy(o => o.Line).ToDictionary(o => o.Line, o => o.Minute));

    /// <summary>Declares it at 08:00 and does what is done at once.</summary>
    /// <param name="resolved">Minutes after the declaration; the review follows within half an hour.</param>
    /// <param name="otherwise">Lines that are done at another minute.</param>
    public static async Task<ByTheBook> Begin(
        Night night, int resolved = 40, Severity severity = Severity.High,
        params (string Line, int Minute)[] otherwise)
    {
        var book = new ByTheBook(night, otherwise);
        await night.Declare(severity: severity);
        book.Respond();
        book.Mitigate();
        book.Tell(resolved);
        book.Review(resolved);
        await book.Minute();
        return book;
    }

    /// <summary>Minute for minute; everybody does what is theirs.</summary>
    public async Task Until(string moment)
    {
        while (_night.Now < Night.At(moment))
        {
            await _night.Pass(TimeSpan.FromMinutes(1));
            await Minute();
        }
    }

    private async Task Minute()
    {
        var minute = (_night.Now - _declared).TotalMinutes;
        var due = _steps.Where(s => s.Minute <= minute).OrderBy(s => s.Minute).ToList();
        _steps.RemoveAll(due.Contains);
        foreach (var step in due) await step.Do();
        await _night.Acknowledge("Gus");
    }

    private void Respond()
    {
        Add("notify-commander", 0, "Fay", new TakeCommand());
        Add("assess-severity", 2, "Fay", new AssessSeverity(_night.Get(Id).Severity, "Nobody can pay"));
        Add("incident-channel", 3, "Fay", new OpenChannel("https://chat.example.test/inc-1", ""));
        Add("notify-stakeholders-initial", 4, "Fay", new SendUpdate("We are looking into it.", [], Final: false));
        Add("assemble-team", 5, "Fay", new JoinResponse("Ben", "Developers"));
        Add("assemble-team", 5, "Fay", new JoinResponse("Ada", "Release Manager"));
        Add("record-start-and-symptoms", 6, "Fay", new RecordSymptoms(_declared, "Half of all baskets are empty"));
    }

    private void Mitigate()
    {
        Add("root-cause-or-suspects", 14, "Ben", new NameSuspect("The new cache", "it went out yesterday", ""));
        Add("decide-mitigation", 16, "Fay", new RecordDecision(Remedy.Workaround, "the cache is not needed", []));
        Add("execute-mitigation", 18, "Ben", new FinishMitigation("", "The cache is switched off"));
        Add("verify-mitigation", 19, "Chidi", new VouchForMitigation(Holds: true, "Ten baskets paid"));
    }

    /// <summary>Every twenty minutes as long as it goes on.</summary>
    private void Tell(int resolved)
    {
        if (_otherwise.ContainsKey("status-update")) return;
        for (var minute = 22; minute < resolved; minute += 20)
            Add("", minute, "Fay", new SendUpdate("It gets better.", [], Final: false));
    }

    private void Review(int resolved)
    {
        Add("service-restored", resolved, "Chidi", new ResolveIncident("Orders are as always"));
        Add("final-update", resolved + 5, "Fay", new SendUpdate("All is well.", [], Final: true));
        AddLater("retro-scheduled", resolved + 10, "Fay", () => new ScheduleRetrospective(
            _night.Now.AddMinutes(10), 60, ["fay@example.test"]));
        Add("timeline-and-rca", resolved + 15, "Ben", new EditReview(Sections.RootCause, "A full disk", 0));
        Add("action-items", resolved + 20, "Fay",
            new AddActionItem("Watch disks", "Ben", new DateOnly(2026, 4, 30), BeforeNextRelease: false));
        Add("runbooks-updated", resolved + 25, "Ben", new AnswerRunbooks("", "", null, "they are right as they are"));
        if (_otherwise.GetValueOrDefault("incident-channel") != Never)
            Add("", resolved + 26, "Fay", new ArchiveChannel("https://chat.example.test/archive/inc-1"));
        Add("close-and-archive", resolved + 27, "Fay", new CloseIncident());
    }

    private void Add(string line, int minute, string actor, IncidentCommand command) =>
        AddLater(line, minute, actor, () => command);

    private void Add(string line, int minute, string actor, IncidentReadingCommand command) =>
        _steps.Add((_otherwise.GetValueOrDefault(line, minute), () => _night.Do(actor, Id, command)));

    private void AddLater(string line, int minute, string actor, Func<IncidentCommand> command) =>
        _steps.Add((_otherwise.GetValueOrDefault(line, minute), () => _night.Do(actor, Id, command())));

    /// <summary>Everybody has an address; Gus is called first and leads nothing.</summary>
    public const string Crew = """
        version: 1
        name: shop
        title: Shop
        repository: /nowhere/shop
        people:
          Release Manager: [Ada]
          Developers: [Ben]
          QA/Testing Specialist: [Chidi]
          Security Lead: [Dana]
          PM: [Eli]
        environments:
          - name: staging
            targets: [{ name: one, folder: /nowhere/staging }]
          - name: production
            targets: [{ name: one, folder: /nowhere/production }]
        contacts:
          - { person: Gus, mail: gus@example.test }
          - { person: Ada, mail: ada@example.test }
          - { person: Ben, mail: ben@example.test }
          - { person: Chidi, mail: chidi@example.test }
          - { person: Dana, mail: dana@example.test }
          - { person: Eli, mail: eli@example.test }
          - { person: Fay, mail: fay@example.test }
        audiences:
          stakeholders: [board@example.test]
          support: [desk@example.test]
        """;
}
