using System.Collections.Immutable;
using Plimsoll.Core.Guide.Reading;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>A guide with what stands beside it, as lines and checks.</summary>
/// <param name="House">The checks no line says.</param>
internal sealed record Composition(
    ImmutableArray<CompiledLine> Lines, ImmutableArray<Check> House, ImmutableArray<Lint> Lint)
{
    /// <summary>The files beside the guide.</summary>
    public required LinkedFiles Files { get; init; }

    /// <summary>How bad things can be, where the guide says so.</summary>
    public ImmutableArray<SeverityRule> Severities { get; init; } = [];

    /// <summary>How many items were read, in all files.</summary>
    public int Items { get; init; }

    /// <summary>The checks of all lines, then those of the house.</summary>
    public ImmutableArray<Check> Checks { get; private init; } = All(Lines, House);

    public static Composition Of(
        GuideDocument guide, GuideSurroundings around, LinkedFiles files, ImmutableArray<RolesDocument> roles,
        Vocabulary vocabulary)
    {
        var lines = LineCompiler.Compile(LineReader.Read(guide, vocabulary, around.House));
        var read = Conservation.Of(guide, SeverityRules.Informing(Groups.Of(lines)));
        var severities = SeverityRules.In(guide, read);
        var includes = new Includes(files, GuideCompiler.MostItems - guide.Items.Length);
        ImmutableArray<Check> policies = [.. TypeTables.Policies(guide, vocabulary)];
        var composed = Named(includes.Expand(read),
            [.. policies, .. TypeTables.Without(around.House.SignOffs, policies)], files, around.House);
        var owned = Ownership.Of(
            [.. RoleTables.Duties(guide, "guide line", vocabulary), .. roles.SelectMany(document => document.Duties)],
            vocabulary);
        var plan = PlanTables.In(guide, severities, vocabulary);
        return (composed with
        {
            Items = guide.Items.Length + includes.Items,
            Lint = includes.Lint,
            Severities = severities,
        }).Each(!plan.IsEmpty, plan.Fill).Ruled(around.Sidecar, around.House, vocabulary)
            .Each(!owned.IsEmpty, owned.Fill)
            .Each(vocabulary != Vocabulary.Shipped, check => Titled(check, vocabulary));
    }

    private static Composition Named(
        ImmutableArray<CompiledLine> lines, ImmutableArray<Check> house, LinkedFiles files, HouseDefaults defaults)
    {
        var composed = new Composition(lines, house, []) { Files = files };
        return composed.With(Groups.Named(Identity.Give(composed.Checks, defaults)));
    }

    private static ImmutableArray<Check> All(ImmutableArray<CompiledLine> lines, ImmutableArray<Check> house)
    {
        var all = ImmutableArray.CreateBuilder<Check>(lines.Length + house.Length);
        foreach (var line in lines) all.AddRange(line.Checks.AsSpan());
        all.AddRange(house.AsSpan());
        return all.DrainToImmutable();
    }

    private Composition Ruled(GuideSidecar sidecar, HouseDefaults defaults, Vocabulary vocabulary)
    {
        var items = SidecarItems.Of(sidecar, vocabulary);
        var (lines, house, lint) = items.Rule(Lines, House, vocabulary);
        var comments = new Lazy<Dictionary<string, Overrides>>(() => Comments(lines));
        var all = lines == Lines && house == House ? Checks : All(lines, house);
        var (checks, wrong) = References.Resolve(
            all, !items.All.IsEmpty || lines.Any(line => !line.Reading.Overrides.Values.IsEmpty),
            check => items.About(check) ?? comments.Value.GetValueOrDefault(check.Id, Overrides.None));
        return (this with
        {
            Lines = lines,
            House = house,
            Checks = all,
            Lint = [.. Lint, .. sidecar.Problems, .. lint, .. wrong, .. Twice(checks, items)],
        }).With(checks).Each(!items.All.IsEmpty, check => check.WithDefaults(defaults));
    }

    private static Dictionary<string, Overrides> Comments(ImmutableArray<CompiledLine> lines) =>
        lines.SelectMany(line => line.Checks, (line, check) => (check.Id, line.Reading.Overrides))
            .GroupBy(one => one.Id).ToDictionary(same => same.Key, same => same.First().Overrides);

    private static IEnumerable<Lint> Twice(ImmutableArray<Check> checks, SidecarItems items) =>
        items.All.IsEmpty ? [] :
        from same in checks.GroupBy(check => check.Id)
        where same.Count() > 1
        let over = same.Select(items.About).LastOrDefault(found => found is not null) ?? Overrides.None
        select over.Bad($"The id \"{same.Key}\" is taken by line {same.First().Line}.", "Give it another id.")
            with { Code = "DUP-ID" };

    // A title only this organisation has is written as the role it is: whoever reads the playbook knows that one.
    private static Check Titled(Check check, Vocabulary vocabulary) => check with
    {
        Owners = [.. check.Owners.Select(title => Titles.RoleOf(title, vocabulary))],
        Approvers = [.. check.Approvers.Select(title => Titles.RoleOf(title, vocabulary))],
        Deputies = [.. check.Deputies.Select(title => Titles.RoleOf(title, vocabulary))],
    };

    private Composition Each(bool isToDo, Func<Check, Check> change) => !isToDo ? this : With(
        Lines.Each(line => With(line, line.Checks.Each(change))), House.Each(change));

    // The same checks, changed one by one.
    private Composition With(ImmutableArray<Check> checks)
    {
        if (checks == Checks) return this;
        var next = 0;
        return Each(true, check => checks[next++]);
    }

    private Composition With(ImmutableArray<CompiledLine> lines, ImmutableArray<Check> house) =>
        lines == Lines && house == House ? this : this with
        {
            Lines = lines, House = house, Checks = All(lines, house),
        };

    private static CompiledLine With(CompiledLine line, ImmutableArray<Check> checks) =>
        checks == line.Checks ? line : line with { Checks = checks };
}
