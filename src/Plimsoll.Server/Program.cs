using Plimsoll.Server.Hosting;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Nodes.Backups;
using Plimsoll.Server.Vault;

if (ServerHelp.Of(args) is { } help)
{
    await Console.Out.WriteLineAsync(help);
    return 0;
}

try
{
    if (args is ["restore", var folder, .. var rest])
    {
        var restored = ServerSettings.Read(rest, Environment.GetEnvironmentVariable);
        await Console.Out.WriteLineAsync(await DatabaseRestore.Into(restored, folder, CancellationToken.None));
        return 0;
    }

    var settings = ServerSettings.Read(args, Environment.GetEnvironmentVariable);
    var wanted = settings.Port;
    settings = settings with { Port = Place.FreePort(wanted) };
    if (wanted != 0 && settings.Port != wanted) await Console.Error.WriteLineAsync(
        $"Port {wanted} is taken, and this server listens on {settings.Port} instead. Whoever reaches it by its port, such as a proxy, does "
        + "not find it there: end what has the port and start again, or name the other port there.");
    await using var app = await PlimsollHost.Build(
        settings, settings.ClockFile == "" ? TimeProvider.System : new MovedClock(settings.ClockFile), CancellationToken.None);
    if (settings.Database?.Password is { Length: > 0 })
    {
        await Console.Error.WriteLineAsync(DatabaseAddress.HoldsPassword);
        app.Logger.LogWarning("{Warning}", DatabaseAddress.HoldsPassword);
    }

    await app.StartAsync();
    await Address.Write(settings, $"http://127.0.0.1:{settings.Port}");
    await Console.Out.WriteLineAsync($"Plimsoll listens on http://127.0.0.1:{settings.Port}, data in {settings.DataFolder}");
    if (settings.Outside.IsOpen) await Console.Out.WriteLineAsync($"People on other machines reach it at {settings.Url}");
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception problem) when (problem is SettingsInvalid or JournalUnusable or SecretsUnusable)
{
    await Console.Error.WriteLineAsync(problem.Message);
    return 1;
}
catch (IOException problem) when (problem.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    await Console.Error.WriteLineAsync($"The port was taken a moment ago: {problem.Message} Start again, or choose another with --port.");
    return 1;
}
