using Plimsoll.Core.Kernel;
using Plimsoll.Core.Vault;
using Plimsoll.Files.Api;
using Plimsoll.Files.Masking;
using Plimsoll.Server.Access;
using Plimsoll.Server.Connectors.Webhook;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Vault;

/// <summary>Sets and removes secrets: first sealed, then on record.</summary>
public sealed class SecretOrders(Desk desk, SecretVault vault, IJournal journal)
{
    public async Task<Answer> Set(HttpContext http, SetSecretBody body)
    {
        var stream = Secret.StreamOf(body.Name, body.Service, body.Environment);
        var key = Asked.Of(http).Next(http, vault.Digest);
        if (key is not null && await desk.Earlier(key, http.RequestAborted) is { } earlier) return earlier;
        if (SecretPlace.WhyNot(body.Name, body.Service, body.Environment, desk.World.Reader()) is { } refusal)
            return new Answer.Refused(refusal);
        var source = body.Command == "" ? SecretSource.Kept : SecretSource.Command;
        var (value, whyNot) = SecretValue.Read(source == SecretSource.Kept ? body.Value : body.Command);
        if (value is null) return new Answer.Refused(Refusal.Invalid($"Nothing was kept. {whyNot}"));
        // One that proves nothing would be noticed when the first alert is refused.
        if (source == SecretSource.Kept && body.Name == "WEBHOOK_STANDARD" && WebhookSecret.KeyOf(value.Reveal().Trim()) is null)
            return new Answer.Refused(Refusal.Invalid(
                "Nothing was kept. The secret of Standard Webhooks is written whsec_ and at least 24 bytes in Base64."));
        if (source == SecretSource.Command && body.Value != "")
            return new Answer.Refused(Refusal.Invalid("Nothing was kept. Give a value or a command, not both."));
        if (source == SecretSource.Kept && await Known(value, http.RequestAborted) is { } known)
            return new Answer.Refused(known);
        return await Keep(http, stream, body, value, source, key);
    }

    private async Task<Answer> Keep(
        HttpContext http, StreamName stream, SetSecretBody body, SecretValue value, SecretSource source, CommandKey? key)
    {
        var (name, service, environment) = (body.Name, body.Service, body.Environment);
        var secret = desk.World.Get<Secret>(stream) with { Name = name, Service = service, Environment = environment };
        var version = await vault.Keep(secret, value, source, http.RequestAborted);
        var command = new SetSecret(name, service, environment, version, source);
        return await (key is null ? desk.Send(stream, command, http.Actor(), http.RequestAborted)
            : desk.Send(stream, command, http.Actor(), key, http.RequestAborted));
    }

    /// <summary>First off the record, so that no work is started with what is about to go.</summary>
    public async Task<Answer> Remove(HttpContext http, SecretBody body)
    {
        var stream = Secret.StreamOf(body.Name, body.Service, body.Environment);
        var answer = await http.Ask(desk, stream, new RemoveSecret(body.Name));
        // Asked of what it is now: one that was begun and broke off is brought to its end, one that was set again since stays.
        if (answer is Answer.Accepted && desk.World.Get<Secret>(stream) is { IsSet: false } secret)
            await vault.Remove(secret, http.RequestAborted);
        return answer;
    }

    /// <summary>What the journal tells is no secret; and masked, what it names could not be read.</summary>
    private async Task<Refusal?> Known(SecretValue value, CancellationToken stop)
    {
        var forms = KnownForms.OfWhole(value.Reveal());
        await foreach (var fact in journal.Read(0, stop))
            if (fact.Holds(forms))
                return Refusal.Invalid(
                    $"Nothing was kept: this value stands in the journal already, at position {fact.Position} "
                    + $"({fact.Name} of {fact.Stream}), so it is no secret any more. Make a new one where it is used.");
        return null;
    }
}

internal static class FactTexts
{
    extension(StoredFact fact)
    {
        public bool Holds(KnownForms secrets) =>
            MaskedText.Holds(fact.Body ?? [], secrets)
            || MaskedText.Of(fact.Stream.Value, secrets) != fact.Stream.Value
            || MaskedText.Of(fact.Actor, secrets) != fact.Actor;
    }
}
