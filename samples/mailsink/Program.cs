using Mailsink;

// A mail server for demos and tests: takes every mail, sends none on, shows them in the browser.
var settings = new ConfigurationBuilder().AddCommandLine(args).Build();
var folder = settings["folder"] ?? Path.Combine(Path.GetTempPath(), "mailsink");
await using var sink = await Sink.Start(
    folder, settings.GetValue("smtp", 2525), settings.GetValue("http", 8025), CancellationToken.None);
Console.WriteLine($"smtp 127.0.0.1:{sink.SmtpPort}");
Console.WriteLine($"mails {sink.Address}");
Console.WriteLine($"folder {folder}");
await sink.Ended;
