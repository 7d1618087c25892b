using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.OnCall;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Incidents;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Tests.Incidents;

/// <summary>What a night tells, and when it has come to rest.</summary>
public sealed partial class Night
{
    private long _heard;
    private int _mails;

    /// <summary>
    /// What happened and was told since last asked, and nothing else: <c>08:12 nudge assess-severity</c>,
    /// <c>mail ada@…: …</c>.
    /// </summary>
    public async Task Hears(params string[] expected)
    {
        await Quiet();
        var heard = await Heard();
        List<string> more = [.. heard], less = [.. expected];
        foreach (var line in expected) more.Remove(line);
        foreach (var line in heard) less.Remove(line);
        Assert.True(more.Count + less.Count == 0, $"At {Now:d MMM HH:mm}, not expected:\n  " +
            $"{string.Join("\n  ", more)}\nnot heard:\n  {string.Join("\n  ", less)}");
    }

    public Task HearsNothing() => Hears();

    private async Task<List<string>> Heard()
    {
        List<string> heard = [];
        var journal = _app.Services.GetRequiredService<IJournal>();
        await foreach (var stored in journal.Read(_heard, Stop))
        {
            _heard = stored.Position;
            var at = stored.At.ToString(
                stored.At.Date == Begun.Date ? "HH:mm" : "d MMM HH:mm", CultureInfo.InvariantCulture);
            if (Told(EventNames.OfCore.Read(stored)) is { } told) heard.Add($"{at} {told}");
        }
        var mails = Mails();
        heard.AddRange(mails.Skip(_mails).Select(m =>
            $"mail {m.To.Mailboxes.Single().Address}: {m.Subject}"));
        _mails = mails.Count;
        return heard;
    }

    private static string? Told(Fact fact) => fact.Event switch
    {
        DutyNudged e => $"nudge {e.Duty}",
        DutyMissed e => $"missed {e.Duty}{(e.Times > 1 ? $" ×{e.Times}" : "")}",
        DutyEscalated e => $"escalated {e.Duty}",
        CommandOffered e => $"offered {e.Person}",
        ContactNotified e => $"page {e.Person}",
        ContactFailed e => $"failed {e.Person}",
        AcknowledgementLapsed => "lapsed",
        PageUnanswered => "unanswered",
        PageTriggered e => $"paging {PageOfDuty().Replace(e.Page, "$1")}",
        PageAcknowledged e => $"acknowledged {e.By}",
        PageResolved => "page over",
        MitigationVerified when fact.Moment.BySystem => "verified",
        VerificationFailed when fact.Moment.BySystem => "not verified",
        MitigationStarted => "mitigation started",
        MitigationFinished { Deployment: not "" } => "mitigation finished",
        MitigationFailed => "mitigation failed",
        SeverityRaised e => $"raised {e.Severity.ToString().ToLowerInvariant()}",
        ActionItemReminded e => $"reminded {e.Number}",
        _ => null,
    };

    public List<MimeMessage> Mails() => [.. Directory.EnumerateFiles(_mailFolder, "*.eml").Order(StringComparer.Ordinal)
        .Select(file => MimeMessage.Load(file))];

    /// <summary>Waits until nothing more follows and every message has left, or was put off.</summary>
    private async Task Quiet()
    {
        var feed = _app.Services.GetRequiredService<Feed>();
        var patience = DateTime.UtcNow.AddSeconds(60);
        while (true)
        {
            feed.Wake();
            var position = feed.World.Position;
            if (IsQuietAt(position) && await NothingLeaves() && IsQuietAt(position)) return;
            Assert.True(DateTime.UtcNow < patience, $"The server does not come to rest: {position} at {Now:HH:mm}.");
            await Task.Delay(5, Stop);
        }
    }

    private bool IsQuietAt(long position) =>
        _app.Services.GetRequiredService<Feed>().World.Position == position
        && _app.Services.GetRequiredService<Reactor>().Quiet == (position, Now)
        && _app.Services.GetRequiredService<MitigationProbe>().Quiet == (position, Now);

    private async Task<bool> NothingLeaves() =>
        (await _app.Services.GetRequiredService<Outbox>().List(1000, Stop))
            .All(i => i.State is not (OutboxState.Waiting or OutboxState.Sending))
        && _app.Services.GetRequiredService<OutboxSender>().Sending == 0;

    // The page of a duty bears the version of the fact that called for it.
    [GeneratedRegex(@"^(INC-\d+-[a-z./-]+)-\d+$")]
    private static partial Regex PageOfDuty();
}
