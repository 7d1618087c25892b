using System.CommandLine;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary><c>plimsoll signin</c> and <c>signout</c>: this command line acts for a person.</summary>
internal static class SignInCommands
{
    public static IEnumerable<Command> All() =>
    [
        Verb.Of("signin", "Sign in by a code that you type into a browser", [], SignIn),
        Verb.Of("signout", "Forget the token that signin left, and end it", [], SignOut),
    ];

    private static async Task SignIn(Call call, CancellationToken stop)
    {
        var place = call.Place with { Token = "" };
        using var client = new Client(place, call, call.Terminal);
        var device = await client.Post<DeviceView>("access/device", new DeviceBody(Environment.MachineName), stop);
        call.Say($"Open {device.VerificationUri} in a browser where you are signed in, and type: {device.UserCode}");
        var signed = await Wait(client, device, call, stop);
        KeptToken.Write(KeptToken.FileOf(call.Terminal, place.Address), signed.Token);
        call.Print($"Signed in as {signed.Name}, for {signed.Days} days.");
        call.Next("plimsoll release list");
    }

    private static async Task<SignedInView> Wait(Client client, DeviceView device, Call call, CancellationToken stop)
    {
        var wait = TimeSpan.FromSeconds(device.Interval);
        while (true)
        {
            await Task.Delay(wait, call.Terminal.Clock, stop);
            try
            {
                return await client.Post<SignedInView>("access/device/token", new DeviceTokenBody(device.DeviceCode), stop);
            }
            catch (Failure waits) when (waits.Code is "authorization_pending" or "slow_down")
            {
                if (waits.Code == "slow_down") wait += TimeSpan.FromSeconds(5);
            }
        }
    }

    private static async Task SignOut(Call call, CancellationToken stop)
    {
        var file = KeptToken.FileOf(call.Terminal, call.Place.Address);
        if (!File.Exists(file))
            throw new Failure(ExitCodes.Failed, $"This command line is not signed in at {call.Place.Address}.",
                fix: "plimsoll signin");
        try
        {
            await call.Server.Post<object>("access/sign-out", new Nothing(), stop);
        }
        finally
        {
            File.Delete(file);
        }

        call.Print("Signed out; the token is worth nothing any more.");
        call.Next("plimsoll signin");
    }
}
