using System.Reflection;
using System.Text.RegularExpressions;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Tests.House;

public sealed partial class TheHouse
{
    private static readonly string[] Order =
    [
        "Access", "Guide", "Catalog", "Vault", "Calendar", "Releases", "Deployments", "Incidents", "OnCall", "Announcements", "Insights",
    ];

    [Fact]
    public void A_slice_uses_only_slices_to_its_left() => Assert.Empty(
        from file in SourceTree.Sources("src/Plimsoll.Core")
        let slice = SourceTree.SliceOf(file)
        where Order.Contains(slice)
        from used in SourceTree.SlicesUsedBy(file)
        where Array.IndexOf(Order, used) > Array.IndexOf(Order, slice)
        select $"{SourceTree.Name(file)} uses {used}");

    [Fact]
    public void The_kernel_uses_no_slice() => Assert.Empty(
        from file in SourceTree.Sources("src/Plimsoll.Core/Kernel")
        from used in SourceTree.SlicesUsedBy(file)
        where Order.Contains(used)
        select $"{SourceTree.Name(file)} uses {used}");

    [Fact]
    public void Events_commands_and_states_are_sealed_records() => Assert.Empty(
        from type in typeof(Event).Assembly.GetTypes()
        where !type.IsAbstract && (type.IsSubclassOf(typeof(Event)) || type.IsSubclassOf(typeof(Command)) || IsState(type))
        where !type.IsSealed || type.GetMethod("<Clone>$") is null
        select type.FullName);

    [Fact]
    public void An_event_has_a_name_of_its_own() => Assert.Empty(
        from type in typeof(Event).Assembly.GetTypes()
        where type.IsSubclassOf(typeof(Event)) && !type.IsAbstract
        group type by type.Name into same
        where same.Count() > 1
        select string.Join(" and ", same.Select(t => t.FullName)));

    [Fact]
    public void A_kind_of_stream_belongs_to_one_state()
    {
        var kinds = typeof(Event).Assembly.GetTypes().Where(IsState)
            .Select(t => t.GetProperty("Kind", BindingFlags.Public | BindingFlags.Static)?.GetValue(null)).ToList();
        Assert.Equal(kinds.Count, kinds.Distinct().Count());
    }

    [Fact]
    public void No_string_is_an_anchor_in_a_guide() => Assert.Empty(
        from file in SourceTree.Sources()
        from Match literal in Anchor().Matches(File.ReadAllText(file))
        select $"{SourceTree.Name(file)}: {literal.Value}");

    [Fact]
    public void No_weak_hash_is_used() => Assert.Empty(
        from file in SourceTree.Sources()
        where Regex.IsMatch(File.ReadAllText(file), @"\b(HMAC)?(MD5|SHA1)\b")
        select SourceTree.Name(file));

    [Fact]
    public void No_file_has_more_than_300_lines() => Assert.Empty(
        from file in SourceTree.Sources()
        let lines = File.ReadLines(file).Count()
        where lines > 300
        select $"{SourceTree.Name(file)}: {lines}");

    [Theory]
    [InlineData("src/Plimsoll.Core/Kernel")]
    [InlineData("src/Plimsoll.Core/Catalog")]
    [InlineData("src/Plimsoll.Core/Vault")]
    [InlineData("src/Plimsoll.Core/Calendar")]
    [InlineData("src/Plimsoll.Core/Releases")]
    [InlineData("src/Plimsoll.Core/Deployments")]
    [InlineData("src/Plimsoll.Core/Incidents")]
    [InlineData("src/Plimsoll.Core/OnCall")]
    [InlineData("src/Plimsoll.Core/Announcements")]
    public void No_line_has_more_than_120_columns(string room) => Assert.Empty(LongLines(room));

    [Fact]
    public void Nothing_is_kept_in_a_drawer_for_everything()
    {
        string[] drawers = ["Common", "Shared", "Helpers", "Utils", "Services", "Managers", "Models", "Dtos", "Interfaces"];
        Assert.DoesNotContain(SourceTree.Sources().Select(SourceTree.Name),
            file => file.Split('/').SkipLast(1).Intersect(drawers, StringComparer.OrdinalIgnoreCase).Any());
    }

    [Fact]
    public void A_folder_is_a_namespace() => Assert.Empty(
        from file in SourceTree.Sources("src/Plimsoll.Core")
        let folder = Path.GetDirectoryName(SourceTree.Name(file))!.Replace('\\', '/')["src/".Length..].Replace('/', '.')
        where !File.ReadAllText(file).Contains($"namespace {folder};", StringComparison.Ordinal)
        select SourceTree.Name(file));

    [Fact]
    public void Every_test_the_mission_names_exists()
    {
        var mission = Path.Combine(SourceTree.Root, "docs", "mission.md");
        Assert.SkipUnless(File.Exists(mission), "docs/mission.md is not written yet.");
        var tests = SourceTree.Sources("tests").Select(File.ReadAllText).ToList();
        Assert.Empty(
            from Match named in NamedTest().Matches(File.ReadAllText(mission))
            where !tests.Any(t => t.Contains($"class {named.Groups[1].Value}", StringComparison.Ordinal)
                && t.Contains($" {named.Groups[2].Value}(", StringComparison.Ordinal))
            select named.Value);
    }

    [Fact]
    public void Every_line_of_the_reference_guide_has_a_test_in_the_mission()
    {
        var rows = File.ReadAllLines(Path.Combine(SourceTree.Root, "docs", "mission.md"))
            .Where(row => NamedTest().IsMatch(row)).ToList();
        Assert.Empty(
            from line in File.ReadAllLines(Path.Combine(SourceTree.Root, "guides", "octoacme-release-and-deployment.md")).Index()
            where line.Item.Trim() is { Length: > 0 } text && !text.StartsWith('#')
            where !rows.Any(row => row.StartsWith($"| {line.Index + 1} |", StringComparison.Ordinal))
            select $"{line.Index + 1}: {line.Item}");
    }

    private static IEnumerable<string> LongLines(string under) =>
        from file in SourceTree.Sources(under)
        from line in File.ReadLines(file).Index()
        where line.Item.Length > 120
        select $"{SourceTree.Name(file)}:{line.Index + 1}: {line.Item.Length}";

    private static bool IsState(Type type) => type.GetInterfaces().Any(
        face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IState<>) && !type.IsGenericParameter);

    /// <summary>A guide's line number written down instead of looked up.</summary>
    [GeneratedRegex("\"[^\"\\n]*guide line \\d+[^\"\\n]*\"")]
    private static partial Regex Anchor();

    [GeneratedRegex(@"`(\w+)\.([A-Z]\w*_\w+)`")]
    private static partial Regex NamedTest();
}
