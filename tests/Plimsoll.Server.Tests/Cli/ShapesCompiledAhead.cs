using System.Reflection;
using Plimsoll.Cli;
using Plimsoll.Files.Api;

namespace Plimsoll.Server.Tests.Cli;

/// <summary>A shape that <see cref="WireJson"/> does not list would fail only where it is used.</summary>
public sealed class ShapesCompiledAhead
{
    private const int CallsOfGenericMethods = 0x2B000000;
    private const int MembersOfOtherAssemblies = 0x0A000000;
    private static readonly Type[] Open = [.. Enumerable.Repeat(typeof(AnyType), 8)];

    [Fact]
    public void Everything_that_is_answered_or_printed_has_one()
    {
        var shapes = Members(CallsOfGenericMethods).OfType<MethodInfo>()
            .Where(call => call.DeclaringType == typeof(Client) || call.DeclaringType == typeof(Wire)
                || call is { Name: "Show" } && call.DeclaringType == typeof(Call))
            .Select(call => call.GetGenericArguments()[0]).Where(type => type != typeof(AnyType)).Distinct().ToList();

        Assert.True(shapes.Count > 40, $"Only {shapes.Count} shapes were found.");
        Assert.All(shapes, HasOne);
    }

    [Fact]
    public void Every_request_has_one()
    {
        var bodies = Members(MembersOfOtherAssemblies).OfType<ConstructorInfo>().Select(made => made.DeclaringType!)
            .Where(type => type.Namespace == typeof(ReasonBody).Namespace).Distinct().ToList();

        Assert.True(bodies.Count > 50, $"Only {bodies.Count} requests were found.");
        Assert.All(bodies.Append(typeof(Nothing)), HasOne);
    }

    private static void HasOne(Type type) =>
        Assert.True(WireJson.Default.GetTypeInfo(type) is not null, $"{type} is missing in WireJson.");

    /// <summary>A table of the command line's assembly, to its end.</summary>
    private static IEnumerable<MemberInfo> Members(int table)
    {
        for (var row = 1; ; row++)
        {
            MemberInfo? member;
            try
            {
                member = typeof(CommandLine).Module.ResolveMember(table + row, Open, Open);
            }
            catch (ArgumentOutOfRangeException)
            {
                yield break;
            }

            if (member is not null) yield return member;
        }
    }

    private sealed class AnyType;
}
