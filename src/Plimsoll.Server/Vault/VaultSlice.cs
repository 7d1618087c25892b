using Microsoft.Extensions.Logging.Console;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Nodes;

namespace Plimsoll.Server.Vault;

public static class VaultSlice
{
    /// <summary>Opens the secrets and teaches the mask, before anything that could name one is built.</summary>
    public static async Task<SecretVault> AddVault(
        this WebApplicationBuilder builder, ServerSettings settings, SqlJournal journal, CancellationToken stop)
    {
        var mask = new Mask();
        foreach (var own in settings.Passwords) mask.Learn(own);
        builder.Services.AddSingleton(mask).AddSingleton<FactMask>();
        var vault = await SecretVault.Open(journal, settings.SecretsKey, mask, TimeProvider.System, stop);
        builder.Services.AddSingleton(vault);
        var files = new SecretFiles(settings.DataFolder);
        files.Sweep();
        builder.Services.AddSingleton(files).AddSingleton<WorkSecrets>().AddSingleton<SecretOrders>();
        builder.Services.AddSingleton(found => new KeyRotation(
            vault, found.GetRequiredService<NodeBoard>(), found.GetService<SharedTexts>()));
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(options => options.FormatterName = MaskedConsole.FormatterName);
        builder.Services.AddSingleton<ConsoleFormatter>(new MaskedConsole(mask, TimeProvider.System));
        return vault;
    }
}
