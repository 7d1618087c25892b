using System.Collections.Immutable;
using Plimsoll.Core.Catalog;

namespace Plimsoll.Files.Catalog;

/// <summary>Reads <c>plimsoll.yaml</c>: one service, or several under <c>services:</c>.</summary>
public static class ServiceFileReader
{
    /// <summary>Never throws for what a file may hold; what cannot be used is a problem with its place.</summary>
    public static ServiceFile Read(string fileName, string text)
    {
        var problems = new Problems(fileName);
        ImmutableArray<ServiceDefinition> services = YamlReading.Read(text, problems) switch
        {
            null => [],
            YamlMap file when file["services"] is not null => [.. Several(file, problems)],
            var root => [.. One(root, problems)],
        };
        return new ServiceFile(fileName, services, problems.InOrder());
    }

    private static IEnumerable<ServiceDefinition> Several(YamlMap file, Problems problems)
    {
        var check = new ShapeCheck(problems);
        var before = problems.Errors;
        check.Look(file.With("services", new YamlList(file.Place, [])), ServiceKeys.File, "file");
        if (file["services"] is not YamlList { Items.Length: > 0 and <= ListShape.Most } list)
        {
            check.Look(file, ServiceKeys.File, "file");
            if (problems.Errors == before)
                problems.Error(file.Place, "`services` is an empty list.", "Add a service with `- name: …`.");
            return [];
        }
        return Distinct(list, problems);
    }

    private static List<ServiceDefinition> Distinct(YamlList list, Problems problems)
    {
        var services = new List<ServiceDefinition>();
        foreach (var item in list.Items)
            foreach (var service in One(item, problems))
                if (services.Any(s => s.Name == service.Name))
                    problems.Error(
                        item.Place, $"There is already a service `{service.Name}` here.", "Give each its own name.");
                else services.Add(service);
        return services;
    }

    /// <summary>One service, or none when something about it is an error.</summary>
    private static IEnumerable<ServiceDefinition> One(YamlNode node, Problems problems)
    {
        var before = problems.Errors;
        new ShapeCheck(problems).Look(node, ServiceKeys.Service, "service");
        if (problems.Errors > before || node is not YamlMap written) return [];
        var map = Inheritance.Complete(written);
        var service = ServiceReading.Read(new Section(map, ServiceKeys.Service));
        foreach (var flaw in DefinitionFlaws.In(service))
            Tell(flaw, PathPlace.Of(map, flaw.Path), service.Name, problems);
        return problems.Errors > before ? [] : [service];
    }

    private static void Tell(Flaw flaw, Place place, string service, Problems problems)
    {
        if (flaw.IsError) problems.Error(place, flaw.Message, flaw.Fix);
        else problems.Warn(place, flaw.Message, flaw.Fix, service);
    }
}
