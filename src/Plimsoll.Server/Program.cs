using Plimsoll.Server.Hosting;
using Plimsoll.Server.Journal;

try
{
    var settings = ServerSettings.Read(args, Environment.GetEnvironmentVariable);
    settings = settings with { Port = Place.FreePort(settings.Port) };
    await using var app = await PlimsollHost.Build(settings, TimeProvider.System, CancellationToken.None);
    await app.StartAsync();
    await Address.Write(settings, $"http://127.0.0.1:{settings.Port}");
    await Console.Out.WriteLineAsync($"Plimsoll listens on http://127.0.0.1:{settings.Port}, data in {settings.DataFolder}");
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception problem) when (problem is SettingsInvalid or JournalUnusable)
{
    await Console.Error.WriteLineAsync(problem.Message);
    return 1;
}
