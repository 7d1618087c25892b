namespace Plimsoll.Files.Catalog;

/// <summary>Gives each environment what the service says for all of them.</summary>
internal static class Inheritance
{
    public static YamlMap Complete(YamlMap service)
    {
        if (service["environments"] is not YamlList environments) return service;
        var defaults = service["defaults"] as YamlMap;
        var production = service with
        {
            Entries = [.. service.Entries.Where(e => e.Key.Text is "backup" or "verification")],
        };
        return service.With("environments", environments with
        {
            Items = [.. environments.Items.OfType<YamlMap>().Select(
                e => StageOf(e) == "production" ? e.Completed(defaults).Completed(production) : e.Completed(defaults))],
        });
    }

    /// <summary>As written, or as the name says; empty when neither does.</summary>
    public static string StageOf(YamlMap environment)
    {
        if (environment["stage"] is YamlText stage) return stage.Text;
        var name = environment["name"] is YamlText text ? text.Text : "";
        return name.Split('-')[0] is "staging" or "production" ? name.Split('-')[0] : "";
    }
}
