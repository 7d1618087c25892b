using System.Collections.Immutable;

namespace Plimsoll.Core.Catalog;

/// <summary>Parts a definition must have to be looked at at all; a file always has them, a request need not.</summary>
internal static class MissingParts
{
    public static IEnumerable<Flaw> In(ServiceDefinition? service)
    {
        if (service is null) return [Missing("service")];
        ImmutableArray<(string Name, bool There)> parts =
        [
            ("name", service.Name is not null),
            ("title", service.Title is not null),
            ("repository", service.Repository is not null),
            ("main-line", service.MainLine is not null),
            ("path", service.Path is not null),
            ("tag-pattern", service.TagPattern is not null),
            ("guide", service.Guide is not null),
            ("people", Whole(service.People)),
            ("variables", service.Variables is not null),
            ("secrets", service.Secrets is not null),
            ("smoke", Whole(service.Smoke)),
            ("rollback", service.Rollback is not null),
            ("contacts", Whole(service.Contacts) && service.Contacts.All(c => c.Person is not null)),
            ("audiences", Whole(service.Audiences)),
            ("environments", Whole(service.Environments) && service.Environments.All(Whole)),
        ];
        return from part in parts where !part.There select Missing(part.Name);
    }

    private static bool Whole<T>(ImmutableArray<T> items) => !items.IsDefault && items.All(item => item is not null);

    private static bool Whole(ImmutableSortedDictionary<string, ImmutableArray<string>>? lists) =>
        lists is not null && lists.Values.All(Whole);

    private static bool Whole(EnvironmentDefinition environment) =>
        environment is { Name: not null, Stage: not null, Driver: not null, Variables: not null, Hooks: not null }
        && environment is { Secrets: not null, Limits: not null }
        && Whole(environment.Verification)
        && Whole(environment.Targets)
        && environment.Targets.All(t => t is
            { Name: not null, Folder: not null, Variables: not null, Secrets: not null, Become: not null })
        && environment.Health is null or { Url: not null, Json: not null }
        && environment.Backup is null or { Command: not null, Restore: not null };

    private static bool Whole(Suite? suite) =>
        suite is not null && Whole(suite.Http) && Whole(suite.Tcp) && Whole(suite.Commands) && Whole(suite.Metrics)
        && suite.Http.All(h => h is { Name: not null, Url: not null, Json: not null, Headers: not null })
        && suite.Tcp.All(t => t is { Name: not null, Address: not null })
        && suite.Commands.All(c => c is { Name: not null, Command: not null, JUnit: not null })
        && suite.Metrics.All(m => m is
            { Name: not null, Url: not null, Metric: not null, Query: not null, Baseline: not null });

    private static Flaw Missing(string part) =>
        Flaw.Error([part], $"`{part}` is missing or incomplete.", "Send the whole definition.");
}
