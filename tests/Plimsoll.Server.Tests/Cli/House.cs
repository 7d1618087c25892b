namespace Plimsoll.Server.Tests.Cli;

/// <summary>The folder of the repository these tests were built from.</summary>
internal static class House
{
    public static string Root { get; } = Find();

    public static string Approved => Path.Combine(Root, "tests/Plimsoll.Server.Tests/Cli/help.approved.txt");

    private static string Find([System.Runtime.CompilerServices.CallerFilePath] string here = "")
    {
        var at = new DirectoryInfo(Path.GetDirectoryName(here)!);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Plimsoll.slnx"))) at = at.Parent;
        return at?.FullName ?? throw new InvalidOperationException("Plimsoll.slnx is not above the tests.");
    }
}
