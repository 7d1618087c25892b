namespace Plimsoll.Server.Site.Views;

/// <summary>Who was called about an incident.</summary>
/// <param name="Gap">Why nobody can be; empty while somebody can.</param>
/// <param name="ToType">What clears it, from a terminal.</param>
/// <param name="NameService">The form that clears it, where a service is missing.</param>
/// <param name="Calling">Pages that wait for an answer and have somebody left to call.</param>
public sealed record PagingView(
    string Gap, string ToType, FormView? NameService, IReadOnlyList<CallingView> Calling,
    IReadOnlyList<PagedView> Pages);

public sealed record CallingView(string Id, string Title, string Sentence, string Acknowledge);

/// <param name="Standing">Who has it since when, or that nobody has.</param>
public sealed record PagedView(
    string Id, string Title, Sign Sign, string Standing, DateTimeOffset At, IReadOnlyList<CalledView> People);

/// <param name="By">By what they are called.</param>
/// <param name="When">When they were called last, and what came of it.</param>
public sealed record CalledView(string Person, string By, string When, bool HasIt);
