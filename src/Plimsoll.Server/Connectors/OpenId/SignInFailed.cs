namespace Plimsoll.Server.Connectors.OpenId;

/// <summary>Nobody was let in; the sentences say why and what to do.</summary>
public sealed class SignInFailed(string sentences, Exception? cause = null) : Exception(sentences, cause);
