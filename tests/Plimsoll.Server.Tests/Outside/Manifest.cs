using YamlDotNet.RepresentationModel;

namespace Plimsoll.Server.Tests.Outside;

/// <summary>A file of Kubernetes objects, found by kind and name, and read by paths such as <c>spec/template/spec</c>.</summary>
internal sealed class Manifest
{
    private readonly List<YamlNode> _objects;

    public Manifest(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        _objects = [.. stream.Documents.Select(document => document.RootNode)];
    }

    public IEnumerable<string> Objects => _objects.Select(one => $"{Text(one, "apiVersion")} {Text(one, "kind")} {Text(one, "metadata/name")}");

    public YamlNode The(string kind, string name) =>
        _objects.Single(one => Text(one, "kind") == kind && Text(one, "metadata/name") == name);

    public IEnumerable<YamlNode> All(string kind) => _objects.Where(one => Text(one, "kind") == kind);

    public static YamlNode At(YamlNode node, string path) =>
        path.Split('/').Aggregate(node, (at, step) => int.TryParse(step, out var place) ? at[place] : at[step]);

    public static string Text(YamlNode node, string path) => ((YamlScalarNode)At(node, path)).Value ?? "";

    public static bool Has(YamlNode node, string key) => ((YamlMappingNode)node).Children.ContainsKey(key);

    public static IEnumerable<YamlNode> Each(YamlNode node, string path) => (YamlSequenceNode)At(node, path);

    /// <summary>What a mapping of texts says.</summary>
    public static Dictionary<string, string> Pairs(YamlNode node, string path) => ((YamlMappingNode)At(node, path)).Children
        .ToDictionary(pair => ((YamlScalarNode)pair.Key).Value!, pair => ((YamlScalarNode)pair.Value).Value!);
}
