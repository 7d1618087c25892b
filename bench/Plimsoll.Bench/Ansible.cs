namespace Plimsoll.Bench;

/// <summary>A playbook of the modules that people use, or the leanest one that does the same; connections are kept, as its
/// manual advises.</summary>
public sealed class Ansible : IFanOutPeer
{
    // What is put there by modules is told step by step; leanest is one file and one line of shell.
    private const string Modules = """
        - hosts: all
          gather_facts: false
          tasks:
            - file: { path: "{{ home }}/modules/{{ item }}", state: directory }
              loop: [ artifacts, "releases/{{ version }}" ]
            - copy: { src: "{{ artifact }}", dest: "{{ home }}/modules/artifacts/{{ version }}.tar" }
            - unarchive: { src: "{{ home }}/modules/artifacts/{{ version }}.tar", dest: "{{ home }}/modules/releases/{{ version }}", remote_src: true }
            - file: { src: "releases/{{ version }}", dest: "{{ home }}/modules/current", state: link }
            - shell: "ls -t releases | tail -n +6 | xargs -r -I @ rm -rf releases/@"
              args: { chdir: "{{ home }}/modules" }
            - uri: { url: "{{ health }}" }

        """;

    private const string Lean = """
        - hosts: all
          gather_facts: false
          tasks:
            - copy: { src: "{{ artifact }}", dest: "{{ home }}/{{ version }}.tar" }
            - shell: >-
                mkdir -p lean/releases/{{ version }} && cd lean && tar -xf ../{{ version }}.tar -C releases/{{ version }}
                && ln -sfn releases/{{ version }} current.new && mv -T current.new current
                && ls -t releases | tail -n +6 | xargs -r -I @ rm -rf releases/@ && curl -fsS {{ health }}
              args: { chdir: "{{ home }}" }

        """;

    private const string BackText = """
        - hosts: all
          gather_facts: false
          tasks:
            - file: { src: "releases/{{ version }}", dest: "{{ home }}/{{ which }}/current", state: link }
            - uri: { url: "{{ health }}" }

        """;

    private readonly FanOutHosts _hosts;
    private readonly bool _isLean;

    public Ansible(FanOutHosts hosts, bool isLean)
    {
        (_hosts, _isLean) = (hosts, isLean);
        File.WriteAllText(At("deploy.yml"), isLean ? Lean : Modules);
        File.WriteAllText(At("back.yml"), BackText);
        File.WriteAllLines(At("hosts"), hosts.Ports.Select(port =>
            $"host-{port} ansible_host=127.0.0.1 ansible_port={port} home={hosts.Home(port)}"));
    }

    public string Name => _isLean ? "Ansible at its leanest" : "Ansible's modules";

    public double Cold => _isLean ? 4 : 7.5;

    public double Warm => _isLean ? 0 : 14;

    public double Back => _isLean ? 0 : 25;

    public Task<Timed> Deploy(string version, string artifact) => Play("deploy.yml", $"version={version} artifact={artifact}");

    public Task<Timed> RollBack(string version) => Play("back.yml", $"version={version} which={(_isLean ? "lean" : "modules")}");

    private string At(string name) => _hosts.At($"ansible-{(_isLean ? "lean" : "modules")}-{name}");

    private Task<Timed> Play(string playbook, string values) => Timed.Of(
        () => Tool.Quietly(At("log"),
        [
            "env", $"ANSIBLE_FORKS={_hosts.Ports.Count}", "ANSIBLE_PIPELINING=1", "ANSIBLE_PYTHON_INTERPRETER=/usr/bin/python3",
            $"ANSIBLE_PRIVATE_KEY_FILE={_hosts.Key}", $"ANSIBLE_SSH_CONTROL_PATH_DIR={At("open")}",
            $"ANSIBLE_SSH_ARGS=-F none -o ControlMaster=auto -o ControlPersist=600s -o BatchMode=yes -o UserKnownHostsFile={_hosts.Known}",
            "ansible-playbook", "-i", At("hosts"), "-e", $"{values} health={_hosts.Health}", At(playbook),
        ]));
}
