namespace Plimsoll.Server.Tests.Pages;

/// <summary>A service of folders: nothing to start, one check that a file can fail.</summary>
internal static class SomeService
{
    /// <param name="metrics">Address of a page of metrics that production is measured by; empty for none.</param>
    /// <param name="check">One more check of production, its keys in braces; empty for none.</param>
    public static string Yaml(string name, string title, string rollback, string repository, string folder,
        string metrics = "", string check = "") =>
        $$"""
        version: 1
        name: {{name}}
        title: {{title}}
        repository: {{repository}}
        main-line: main
        tag-pattern: v{version}
        people:
          Release Manager: [Grace]
          Developers: [Ben, Ines]
          QA/Testing Specialist: [Chidi]
          Security Lead: [Dana]
          PM: [Eli]
        artifact:
          file: app.sh
        defaults:
          driver: command
          start: echo "started $PLIMSOLL_VERSION"
          stop: echo stopped
        environments:
          - name: staging
            targets:
              - name: staging-1
                folder: {{folder}}/{{name}}/staging-1
          - name: production
            canary: 1
            max-parallel: 2
            verification:
              - command: test "$PLIMSOLL_VERSION" != 1.2.0 || test ! -e {{folder}}/{{name}}-is-broken
                name: customers are served{{Metric(metrics)}}{{(check == "" ? "" : $"\n      - {check}")}}
            targets:
              - name: web-1
                folder: {{folder}}/{{name}}/web-1
              - name: web-2
                folder: {{folder}}/{{name}}/web-2
              - name: web-3
                folder: {{folder}}/{{name}}/web-3
        smoke:
          - command: test -d {{folder}}
            name: its folder is there
        rollback: {{rollback}}
        contacts:
          - person: Ada
            mail: ada@example.test
        audiences:
          stakeholders: [eli@example.test]
        """;

    private static string Metric(string address) => address == "" ? "" :
        $"""

              - metric: errors_total
                name: few errors
                url: {address}/a/b/metrics
                per: requests_total
                max: 0.01
                for: 5m
                interval: 1m
                minimum-samples: 2
        """;
}
