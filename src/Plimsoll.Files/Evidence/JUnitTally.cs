using System.Xml;

namespace Plimsoll.Files.Evidence;

/// <summary>Counts a report element by element, suite within suite, without keeping it.</summary>
internal sealed class JUnitTally(string file)
{
    private const int NotesShown = 10;
    private readonly Stack<JUnitSuite> _open = new();
    private readonly List<string> _notes = [];
    private readonly List<string> _failures = [];
    private EvidenceProblem? _lie;
    private JUnitCase? _case;
    private JUnitCount _total;
    private int _flaky;

    public void Take(XmlReader reader)
    {
        if (reader.NodeType == XmlNodeType.Element) Enter(reader);
        else if (reader.NodeType == XmlNodeType.EndElement) Leave(reader.LocalName);
    }

    public JUnitVerdict Verdict(int line, int column)
    {
        var problem = _total.Tests == _total.Skipped && _total.Failed == 0
            ? new EvidenceProblem(file, line, column, NoTestRan())
            : _lie;
        var verdict = _total.Failed > 0 ? Verdicts.Failed : problem is null ? Verdicts.Passed : Verdicts.Error;
        var summary = verdict == Verdicts.Error && problem is not null ? problem.ToString() : Summary();
        return new(new(verdict, summary, [.. Notes()], problem), _total.Tests, _total.Failed, _total.Skipped);
    }

    private void Enter(XmlReader reader)
    {
        switch (reader.LocalName)
        {
            case "testsuites" or "testsuite":
                _open.Push(JUnitSuite.Open(reader));
                if (reader.IsEmptyElement) CloseSuite();
                break;
            case "testcase" when _case is null:
                _case = JUnitCase.Open(reader);
                if (reader.IsEmptyElement) CloseCase();
                break;
            default:
                TakeOutcome(reader.LocalName);
                break;
        }
    }

    private void Leave(string element)
    {
        if (element is "testsuites" or "testsuite") CloseSuite();
        else if (element == "testcase") CloseCase();
    }

    private void TakeOutcome(string element)
    {
        if (element is "flakyFailure" or "flakyError") _flaky++;
        if (_case is not null) _case = _case.With(element);
        else if (element is "failure" or "error" && _open.Count > 0) BreakSuite();
    }

    // A suite that broke before its tests could be told one by one.
    private void BreakSuite()
    {
        Add(new JUnitCount(1, 1, 0));
        if (_failures.Count < NotesShown) _failures.Add($"suite {_open.Peek().Name}");
    }

    private void CloseCase()
    {
        if (_case is null) return;
        if (_case.Outcome == JUnitOutcome.Failed && _failures.Count < NotesShown) _failures.Add(_case.Name);
        Add(_case.Count);
        _case = null;
    }

    private void Add(JUnitCount count)
    {
        _total += count;
        if (_open.TryPop(out var suite)) _open.Push(suite with { Counted = suite.Counted + count });
    }

    private void CloseSuite()
    {
        if (!_open.TryPop(out var suite)) return;
        if (_open.TryPop(out var parent)) _open.Push(parent with { Counted = parent.Counted + suite.Counted });
        if (suite.Lie() is not { } lie) return;
        var told = new EvidenceProblem(file, suite.Line, suite.Column, lie);
        _notes.Add(told.ToString());
        // A header that knows of more failures than are told means that some are missing: not to be passed over.
        if (suite.FailuresMissing) _lie ??= told;
    }

    private string NoTestRan() => _total.Tests == 0
        ? "No test ran: the report holds no test case."
        : $"No test ran: all {_total.Tests} are skipped.";

    private string Summary()
    {
        var passed = _total.Tests - _total.Failed - _total.Skipped;
        var first = _failures.Count > 0 ? $"; first failed: {_failures[0]}" : "";
        return $"{_total.Tests} tests: {passed} passed, {_total.Failed} failed, {_total.Skipped} skipped{first}.";
    }

    private IEnumerable<string> Notes()
    {
        foreach (var failure in _failures) yield return $"failed: {failure}";
        foreach (var note in _notes.Take(NotesShown)) yield return note;
        if (_notes.Count > NotesShown) yield return $"{_notes.Count - NotesShown} more headers say other counts.";
        if (_flaky > 0) yield return $"{_flaky} failures went away when the test was run again.";
    }
}
