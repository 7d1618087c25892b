using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Renci.SshNet;
using Renci.SshNet.Security;

namespace Plimsoll.Server.Drivers.Ssh;

/// <summary>
/// An authentication agent (<c>ssh-agent</c>): it keeps private keys, unlocked once by a person, and signs for whoever may
/// open its socket. The server never sees such a key.
/// </summary>
/// <remarks>Source: draft-ietf-sshm-ssh-agent, messages 5 and 11 to 14.</remarks>
internal sealed class SshAgent(string socket)
{
    private const byte Failure = 5, AskKeys = 11, Keys = 12, AskSignature = 13, Signature = 14;
    private const int Longest = 256 * 1024;
    private static readonly TimeSpan ToAnswer = TimeSpan.FromSeconds(10);

    /// <summary>The keys it holds now, in its order.</summary>
    /// <exception cref="IOException">It is not there, or does not speak as an agent does.</exception>
    public IPrivateKeySource[] Open()
    {
        var answer = new Answer(Ask(AskKeys, [], Keys));
        var keys = new IPrivateKeySource[answer.Number()];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = new Held(this, answer.Bytes());
            answer.Bytes();
        }
        return keys;
    }

    private byte[] Sign(byte[] key, byte[] data, uint flags) =>
        new Answer(Ask(AskSignature, [.. Text(key), .. Text(data), .. Number(flags)], Signature)).Bytes();

    private byte[] Ask(byte kind, byte[] body, byte expected)
    {
        using var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
        {
            ReceiveTimeout = (int)ToAnswer.TotalMilliseconds, SendTimeout = (int)ToAnswer.TotalMilliseconds,
        };
        try
        {
            connection.Connect(new UnixDomainSocketEndPoint(socket));
            using var stream = new NetworkStream(connection);
            stream.Write([.. Number((uint)body.Length + 1), kind, .. body]);
            var length = new byte[4];
            stream.ReadExactly(length);
            var size = BinaryPrimitives.ReadUInt32BigEndian(length);
            if (size is 0 or > Longest) throw new IOException($"its answer has {size} bytes");
            var answer = new byte[size];
            stream.ReadExactly(answer);
            return answer[0] == expected ? answer[1..]
                : throw new IOException(answer[0] == Failure ? "it refuses; it may be locked" : $"it answers {answer[0]} instead of {expected}");
        }
        catch (SocketException refused)
        {
            throw new IOException(refused.Message, refused);
        }
    }

    private static byte[] Number(uint number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return bytes;
    }

    private static byte[] Text(byte[] bytes) => [.. Number((uint)bytes.Length), .. bytes];

    /// <summary>What is left to read of an answer.</summary>
    private sealed class Answer(byte[] bytes)
    {
        private int _at;

        public int Number()
        {
            if (bytes.Length - _at < 4) throw new IOException("its answer breaks off");
            var number = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(_at));
            _at += 4;
            return number <= Longest ? (int)number : throw new IOException($"its answer names {number} bytes");
        }

        public byte[] Bytes()
        {
            var length = Number();
            if (bytes.Length - _at < length) throw new IOException("its answer breaks off");
            return bytes[_at..(_at += length)];
        }
    }

    /// <summary>A key the agent holds. An RSA key signs in the ways hosts still take, the stronger first.</summary>
    private sealed class Held(SshAgent agent, byte[] key) : IPrivateKeySource
    {
        private const uint Sha256 = 2, Sha512 = 4;

        public IReadOnlyCollection<HostAlgorithm> HostKeyAlgorithms => Encoding.ASCII.GetString(new Answer(key).Bytes()) switch
        {
            "ssh-rsa" => [new Signing(agent, key, "rsa-sha2-512", Sha512), new Signing(agent, key, "rsa-sha2-256", Sha256)],
            var kind => [new Signing(agent, key, kind, 0)],
        };
    }

    private sealed class Signing(SshAgent agent, byte[] key, string name, uint flags) : HostAlgorithm(name)
    {
        public override byte[] Data => key;

        public override byte[] Sign(byte[] data) => agent.Sign(key, data, flags);

        /// <summary>Only a host is asked to prove itself, and never with a key of this server.</summary>
        public override bool VerifySignature(byte[] data, byte[] signature) => false;
    }
}
