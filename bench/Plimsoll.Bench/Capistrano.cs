namespace Plimsoll.Bench;

/// <summary>Capistrano with a task of its own that uploads, unpacks and switches on all hosts at the same time.</summary>
public sealed class Capistrano : IFanOutPeer
{
    private readonly FanOutHosts _hosts;

    public Capistrano(FanOutHosts hosts)
    {
        _hosts = hosts;
        Directory.CreateDirectory(At("config/deploy"));
        File.WriteAllText(At("Capfile"), "require 'capistrano/setup'\nDir.glob('lib/*.rake').each { |file| import file }\n");
        File.WriteAllText(At("config/deploy.rb"), "set :application, 'fanout'\nset :scm, nil\nset :format, :simpletext\nset :log_level, :error\n");
        File.WriteAllLines(At("config/deploy/bench.rb"), hosts.Ports.Select(port =>
            $"server '127.0.0.1:{port}', user: '{Environment.UserName}', roles: %w[app], home: '{hosts.Home(port)}', ssh_options: "
            + $"{{ keys: ['{hosts.Key}'], keys_only: true, config: false, user_known_hosts_file: '{hosts.Known}' }}"));
        Directory.CreateDirectory(At("lib"));
        File.WriteAllText(At("lib/fanout.rake"), Tasks);
    }

    public string Name => "Capistrano";

    public double Cold => 0;

    public double Warm => 0;

    public double Back => 5;

    public Task<Timed> Deploy(string version, string artifact) => Do("fanout:deploy", version, artifact);

    public Task<Timed> RollBack(string version) => Do("fanout:back", version, "");

    private const string Tasks = """
        namespace :fanout do
          task :deploy do
            on roles(:app), in: :parallel do |host|
              at, version = "#{host.properties.home}/cap", ENV['RELEASE']
              execute "mkdir -p #{at}/releases/#{version}"
              upload! ENV['ARTIFACT'], "#{at}/#{version}.tar"
              execute "cd #{at} && tar -xf #{version}.tar -C releases/#{version} && ln -sfn releases/#{version} current.new " \
                "&& mv -T current.new current && ls -t releases | tail -n +6 | xargs -r -I @ rm -rf releases/@ && curl -fsS #{ENV['HEALTH']}"
            end
          end

          task :back do
            on roles(:app), in: :parallel do |host|
              execute "cd #{host.properties.home}/cap && ln -sfn releases/#{ENV['RELEASE']} current.new && mv -T current.new current " \
                "&& curl -fsS #{ENV['HEALTH']}"
            end
          end
        end

        """;

    private string At(string name) => _hosts.At($"cap/{name}");

    private Task<Timed> Do(string task, string version, string artifact) => Timed.Of(
        () => Tool.Quietly(At("log"),
        [
            "env", "-C", At(""), $"RELEASE={version}", $"ARTIFACT={artifact}", $"HEALTH={_hosts.Health}", "cap", "bench", task,
        ]));
}
