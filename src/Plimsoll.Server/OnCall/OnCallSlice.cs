using Plimsoll.Server.Connectors.Outbound;
using Plimsoll.Server.Connectors.Webhook;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.OnCall;

public static class OnCallSlice
{
    /// <summary>Keys in the data folder, and the ways pages go.</summary>
    public static void AddOnCall(this IServiceCollection services, ServerSettings settings)
    {
        var secret = new WebhookSecret(settings.DataFolder);
        services.AddSingleton(secret);
        services.AddSingleton(found => new WebhookSender(
            found.GetRequiredService<WayOut>().Client(AddressFrom.Settings), secret, TimeProvider.System, found.GetRequiredService<Mask>()));
        services.AddSingleton(new AcknowledgeLinks(settings.DataFolder, settings.Address));
        services.AddSingleton<PageDelivery>();
    }
}
