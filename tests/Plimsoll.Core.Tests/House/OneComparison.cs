using System.Text.RegularExpressions;

namespace Plimsoll.Core.Tests.House;

/// <summary>What is shown is compared with what is known in one place, in constant time.</summary>
public sealed partial class OneComparison
{
    private const string Place = "src/Plimsoll.Server/Vault/Proof.cs";

    [Fact]
    public void Constant_time_is_used_in_one_place() => Assert.Empty(
        from file in SourceTree.Sources("src/Plimsoll.Server")
        where File.ReadAllText(file).Contains("FixedTimeEquals", StringComparison.Ordinal)
        where SourceTree.Name(file) != Place
        select SourceTree.Name(file));

    [Fact]
    public void No_token_signature_or_code_is_compared_with_an_equals_sign() => Assert.Empty(
        from file in SourceTree.Sources("src/Plimsoll.Server")
        // A lease's token is a number that everybody may know.
        where Path.GetFileName(file) != "LeaseTable.cs"
        from line in File.ReadLines(file)
        where Compared().IsMatch(line)
        select $"{SourceTree.Name(file)}: {line.Trim()}");

    [GeneratedRegex(
        @"\b(token|signature|hmac|password|passphrase|proof)\w*(\(\w*\))?\s*(==|!=)\s*(?!""|null|default|[A-Z]\w+\.[A-Z])",
        RegexOptions.IgnoreCase)]
    private static partial Regex Compared();
}
