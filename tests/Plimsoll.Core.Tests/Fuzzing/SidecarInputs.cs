using System.Text;

namespace Plimsoll.Core.Tests.Fuzzing;

/// <summary>Bytes that the reader of sidecars may be handed: sections that are right, alone and together, damage to
/// them, what is hard for a parser of YAML, and noise.</summary>
internal static class SidecarInputs
{
    private static readonly string[] Sections =
    [
        "items:\n  backup: {owner: [DevOps, PM], metric: rows_total, threshold: \"> 10\", within: 30m}\n",
        "items:\n  feed-the-gulls:\n    block: none\n    when: type>=minor\n    approve: Tech Lead\n    for: 10m\n",
        "roles: {Harbour Master: Release Manager, Gull Whisperer: Gull Whisperer}\n",
        "concepts:\n  - concept: gulls-fed\n    stems: feed gull | gulls_fed\n    kind: step\n    mode: manual\n",
        "sections:\n  - phase: ferry\n    use: items\n    anchor: deploy\n    stems: ferry | crossing\n",
        "audiences:\n  - audience: passengers\n    stems: passenger/guest\n",
        "defaults:\n  owner: {backup: DevOps}\n  sign-off: {major: [Release Manager]}\n  good-for: {backup: 30m}\n",
        "calendar:\n  time-zone: Europe/Berlin\n  work-days: [monday, friday]\n  holidays: [2026-12-25]\n",
        "severities:\n  SEV1: {response: 15m, updates: 30m, severity: critical}\n",
        "retrospective: booked\nchanges: second-person\n",
    ];

    private static readonly string[] Openings =
    [
        "[", "{", "- ", "? ", "a: ", "a: {", "a: [", "\"", "'", "|\n ", ">\n ", "&a ", "*a ", "!!str ", "<<: ", "# ",
        "---\n", "%YAML ", "{a: ", "[[", "  ", "\n", "0x", "1e9", "~", "items: {b: {",
    ];

    private static readonly byte[][] Files = [.. Sections.Select(Encoding.UTF8.GetBytes)];

    public static byte[] Any(Random random) => random.Next(10) switch
    {
        0 => Damage.Noise(random),
        1 => Encoding.UTF8.GetBytes(Hard(random)),
        2 => [.. Right(random), .. Encoding.UTF8.GetBytes(Hard(random))],
        3 => Right(random),
        4 when random.Next(100) == 0 => new byte[1_000_000 + random.Next(-5, 5)],
        _ => Damage.To(Right(random), Files, random),
    };

    private static byte[] Right(Random random) =>
        [.. Files.Where(_ => random.Next(3) == 0).SelectMany(section => section)];

    private static string Hard(Random random)
    {
        var some = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Openings[random.Next(Openings.Length)]);
        return string.Concat(Enumerable.Repeat(string.Concat(some), random.Next(1, 600)));
    }
}
