using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Following;

/// <summary>Looks at one deployment again and again and prints what is new: state, actions, lines of output.</summary>
internal sealed class DeploymentWatch(Call call, LostAndFound server, string id)
{
    private const int MostPages = 100;
    private readonly Dictionary<string, (string State, int Attempts)> _actions = [];
    private string _status = "";
    private string _waits = "";
    private string _cursor = "";
    private bool _logEnded;

    public DeploymentDetail? Latest { get; private set; }

    public bool HasEnded => Latest is { } run && ExitCodes.OfDeployment(run.Summary.Status) != ExitCodes.StillGoing;

    /// <summary>Prints what is new; true when something was.</summary>
    public async Task<bool> Look(CancellationToken stop)
    {
        var run = await server.Ask(
            s => call.Server.Get<DeploymentDetail>(Route.Of($"deployments/{id}"), s), stop);
        Latest = run;
        var before = !HasEnded && Began(run);
        var started = Actions(run, a => a.State == "running");
        var lines = await Lines(stop);
        var moved = Actions(run, a => a.State != "running");
        var asks = Asks(run);
        return (HasEnded && Began(run)) | before | started | lines | moved | asks;
    }

    private bool Began(DeploymentDetail run)
    {
        var s = run.Summary;
        if (_status == s.Status) return false;
        _status = s.Status;
        var what = $"{s.Service} {s.Version} on {s.Environment}";
        Print($"{s.Id}: {call.Colours.Of(s.Status)} · {what} · {Plain.Text(s.Sentence)}");
        return true;
    }

    private bool Actions(DeploymentDetail run, Func<ActionView, bool> which)
    {
        var changed = run.Actions.Where(which).Where(
            a => a.State != "pending" && _actions.GetValueOrDefault(a.Key) != (a.State, a.Attempts)).ToList();
        foreach (var action in changed)
        {
            _actions[action.Key] = (action.State, action.Attempts);
            Print(Line(action));
        }

        return changed.Count > 0;
    }

    private string Line(ActionView action)
    {
        var where = action.Target == "" ? "" : $" on {Plain.Text(action.Target)}";
        var again = action.Attempts > 1 ? $", attempt {action.Attempts}" : "";
        var why = action.Sentence == "" ? "" : $" · {Plain.Text(action.Sentence)}";
        return $"  {Plain.Text(action.Name)}{where}: {call.Colours.Of(action.State)}{again}{why}";
    }

    private async Task<bool> Lines(CancellationToken stop)
    {
        var some = false;
        for (var page = 0; page < MostPages && !_logEnded; page++)
        {
            var log = await server.Ask(s => call.Server.Get<LogPage>(LogPath(id, _cursor), s), stop);
            foreach (var line in log.Lines)
                Print($"    {call.Colours.Faint(Plain.Text(line.Action) + " |")} {Plain.Text(line.Text)}");
            some |= log.Lines.Length > 0;
            if (log.Next != "") _cursor = log.Next;
            _logEnded = log.Ended;
            if (log.Lines.Length == 0) break;
        }

        return some;
    }

    public static string LogPath(string id, string cursor) => Route.Of($"deployments/{id}/log") +
        (cursor == "" ? "" : $"?after={Uri.EscapeDataString(cursor)}");

    private bool Asks(DeploymentDetail run)
    {
        var waits = run.Question is { } question
            ? QuestionText.Of(run.Summary.Id, question)
            : BlockerText.Of(run.Blockers);
        if (waits == _waits) return false;
        _waits = waits;
        if (waits != "") Print($"  {run.Summary.Id} waits:\n{waits.TrimEnd('\n')}");
        return true;
    }

    private void Print(string text)
    {
        if (!call.Json) call.Print(text);
    }
}
