using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Tests.Access;

/// <summary>Every text a fact can hold is either free, and can be removed, or carries meaning, and stays.</summary>
public sealed class RemovableTexts
{
    private static readonly string[] Meaning =
    [
        "id", "role", "roles", "gate", "gates", "hash", "digest", "commit", "version", "kind", "person", "by", "scope",
        "service", "environment", "shipment", "deployment", "incident", "release", "playbook", "step", "action", "duty",
        "hold", "target", "targets", "ticket", "group", "issuer", "owner", "owners", "signedBy", "author", "authors",
    ];

    /// <remarks>A new field fails here. What people write for people goes into FreeTexts; everything else is approved
    /// as meaning: run this test with PLIMSOLL_APPROVE=1 and commit the file it writes.</remarks>
    [Fact]
    public async Task Every_text_that_is_not_free_is_approved_as_meaning()
    {
        var received = string.Join('\n', Texts().Except(FreeTexts.All).Order(StringComparer.Ordinal)) + "\n";
        var approved = Path.Combine(Path.GetDirectoryName(ThisFile()) ?? "", "meaning.approved.txt");
        if (Environment.GetEnvironmentVariable("PLIMSOLL_APPROVE") == "1")
            await File.WriteAllTextAsync(approved, received, TestContext.Current.CancellationToken);
        Assert.Equal(await File.ReadAllTextAsync(approved, TestContext.Current.CancellationToken), received);
    }

    [Fact]
    public void Every_free_text_is_a_text_some_fact_has() => Assert.Empty(FreeTexts.All.Except(Texts()));

    [Fact]
    public void No_free_text_is_an_id_a_role_a_gate_a_hash_a_version_or_a_kind() =>
        Assert.DoesNotContain(FreeTexts.All, text => Meaning.Contains(text.TrimEnd('*', '/').Split('/')[^1]));

    private static HashSet<string> Texts() =>
        [.. EventNames.OfCore.Types.SelectMany(t => Leaves(t.Value, t.Key, [])).Where(l => l.Type == typeof(string)).Select(l => l.Path)];

    private static IEnumerable<(string Path, Type Type)> Leaves(Type type, string at, ImmutableArray<Type> above)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
            return Leaves(type.GetGenericArguments()[0], $"{at}/*", above);
        if (above.Contains(type)) return [];
        var info = EventBodies.Options.GetTypeInfo(type);
        var now = above.Add(type);
        return info.Kind switch
        {
            JsonTypeInfoKind.Object => info.Properties.Where(p => p.AttributeProvider is PropertyInfo { CanWrite: true })
                .SelectMany(p => Leaves(p.PropertyType, $"{at}/{p.Name}", now))
                .Concat(info.PolymorphismOptions?.DerivedTypes.SelectMany(d => Leaves(d.DerivedType, at, now)) ?? []),
            JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary => Leaves(info.ElementType!, $"{at}/*", now),
            _ => [(at, type)],
        };
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
