using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Releases;

/// <summary>Opens a draft for the next version of a service.</summary>
/// <param name="Since">The last release named on the page; empty for the first one.</param>
/// <param name="LeastType">The smallest type the changes allow; null when they do not tell.</param>
/// <param name="Fixes">The incident or issue a patch fixes.</param>
public sealed record CreateRelease(
    string Service, string Version, ReleaseType Type, string Since, ReleaseType? LeastType, string Fixes)
    : ReleaseReadingCommand
{
    public override Ruling<ReleaseEvent> Decide(Release release, Readings readings, Moment now)
    {
        if (release.Exists) return Refusal.Conflict($"{release.Title} exists already, created by {release.CreatedBy}.");
        if (readings.Of<Service>(Catalog.Service.StreamOf(Service)).Definition is null)
            return Refusal.NotFound(
                $"There is no service {Service}; apply its plimsoll.yaml with `plimsoll service apply`.");
        if (Refused() is { } refusal) return refusal;
        return new ReleaseCreated(Service, Version, Type, Since, Fixes);
    }

    private Refusal? Refused()
    {
        var step = ReleaseStep.Read(Since, Version);
        if (step.Problem is { } problem) return Refusal.Invalid(problem);
        if (step.Type is { } told && told != Type)
            return Refusal.Invalid(
                $"From {Since} to {Version} is a {Word(told)} step, not a {Word(Type)} one: change either.");
        if (TooSmall(step, Since, Version, Type, LeastType) is { } small) return small;
        if (Type == ReleaseType.Patch && Since != "" && string.IsNullOrWhiteSpace(Fixes))
            return Refusal.Invalid("A patch names the incident or issue it fixes: add --fixes \"…\".");
        return null;
    }

    /// <summary>Why the changes need a larger release than this one; null where they do not.</summary>
    internal static Refusal? TooSmall(
        ReleaseStep step, string since, string version, ReleaseType type, ReleaseType? least) =>
        step.HasLeastType && least > type
            ? Refusal.Invalid($"The changes since {since} need at least a {Word(least.Value)} release; " +
                $"{version} is a {Word(type)}.")
            : null;

    private static string Word(ReleaseType type) => type.ToString().ToLowerInvariant();
}

public sealed record ReleaseCreated(string Service, string Version, ReleaseType Type, string Since, string Fixes)
    : ReleaseEvent
{
    public override Release Apply(Release release, Moment moment) => release with
    {
        Service = Service, Version = Version, Type = Type, Since = Since, Fixes = Fixes,
        CreatedBy = moment.Actor, CreatedAt = moment.At,
    };
}
