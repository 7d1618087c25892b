using System.Collections.Immutable;
using System.Text;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Files.Guide;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Guide;

/// <summary>A revision somebody brings: applied at once, or proposed where the guide in force asks for two
/// people.</summary>
internal sealed record GuideChange(Compilation Compilation, string Text)
{
    public static GuideChange Of(ApplyGuide guide) =>
        new(GuideSources.Compile(guide), guide.Content.Length > GuideCompiler.MostBytes ? ""
            : Encoding.UTF8.GetString(guide.Content));

    public Command CommandFor(GuideBook book) => book.ChangeNeedsSecondPerson
        ? new ProposePlaybook(Compilation, Text) : new ApplyPlaybook(Compilation, Text);

    /// <summary>What a playbook changes against the one in force; nothing to say about the first one.</summary>
    public static ImmutableArray<string> EffectOf(GuideBook book, Playbook playbook) =>
        book.Newest is { } before ? PlaybookDiff.Of(before, playbook).Sentences : [];

    public static string Approvers(string proposer) => $"anybody but {proposer}";
}
