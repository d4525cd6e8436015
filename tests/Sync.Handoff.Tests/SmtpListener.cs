using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Sync.Handoff.Tests;

/// <summary>A mail server as small as one can be. Takes everything unless told otherwise.</summary>
internal sealed class SmtpListener : IAsyncDisposable
{
    /// <summary>In place of an answer: the connection is closed without one.</summary>
    public const string HangUp = "";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly List<string> _said = [];
    private readonly List<string> _taken = [];
    private readonly Task _serving;
    private int _talks;

    public SmtpListener()
    {
        _listener.Start();
        _serving = Serve();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How often somebody has connected.</summary>
    public int Talks => Volatile.Read(ref _talks);

    /// <summary>What is answered to a command, <c>.</c> being the end of an e-mail; null for the usual.</summary>
    public Func<string, string?> Answer { get; set; } = _ => null;

    /// <summary>Words that are offered beyond the usual ones.</summary>
    public string[] Offers { get; set; } = [];

    /// <summary>What the server shows when it is to speak in secret.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>Whether it speaks in secret from the first word on, instead of when it is asked to.</summary>
    public bool IsSecretAtOnce { get; set; }

    /// <summary>Commands, oldest first; those that came in secret begin with <c>secret </c>.</summary>
    public IReadOnlyList<string> Said
    {
        get
        {
            lock (_said)
            {
                return [.. _said];
            }
        }
    }

    /// <summary>E-mails that came whole, whatever was answered.</summary>
    public IReadOnlyList<string> Taken
    {
        get
        {
            lock (_taken)
            {
                return [.. _taken];
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _serving;
        _end.Dispose();
    }

    private async Task Serve()
    {
        var talks = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                Interlocked.Increment(ref _talks);
                talks.Add(Talk(client));
            }
        }
        catch (Exception cause) when (cause is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task Talk(TcpClient client)
    {
        using var connection = client;
        try
        {
            await using var open = client.GetStream();
            if (IsSecretAtOnce)
            {
                await TalkInSecret(open, "220 mail.test");
                return;
            }

            await Write(open, "220 mail.test");
            if (await TalkOn(open, "") == "STARTTLS")
            {
                await TalkInSecret(open, null);
            }
        }
        catch (Exception cause) when (cause is OperationCanceledException or IOException or SocketException or AuthenticationException)
        {
        }
    }

    private async Task TalkInSecret(Stream open, string? welcome)
    {
        await using var secret = new SslStream(open);
        await secret.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = Certificate }, _end.Token);
        if (welcome is not null)
        {
            await Write(secret, welcome);
        }

        await TalkOn(secret, "secret ");
    }

    /// <returns>The last command.</returns>
    private async Task<string?> TalkOn(Stream stream, string how)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        while (await reader.ReadLineAsync(_end.Token) is { } command)
        {
            Note(_said, how + command);
            if (!await Heard(stream, reader, command) || command == "STARTTLS")
            {
                return command;
            }
        }

        return null;
    }

    /// <returns>False if the talk is over.</returns>
    private async Task<bool> Heard(Stream stream, StreamReader reader, string command)
    {
        if (!await Reply(stream, Answer(command) ?? Usual(command)))
        {
            return false;
        }

        if (command == "DATA" && Answer(command) is null)
        {
            var mail = new StringBuilder();
            while (await reader.ReadLineAsync(_end.Token) is { } line && line != ".")
            {
                mail.Append(line).Append('\n');
            }

            Note(_taken, mail.ToString());
            return await Reply(stream, Answer(".") ?? "250 taken");
        }

        return command != "QUIT";
    }

    private string Usual(string command) => command.Split(' ')[0] switch
    {
        "EHLO" => string.Concat(Offers.Select(each => $"250-{each}\r\n")) + "250 8BITMIME",
        "DATA" => "354 go on",
        "AUTH" => "235 welcome",
        "STARTTLS" => "220 begin",
        "QUIT" => "221 bye",
        _ => "250 ok",
    };

    private static async Task<bool> Reply(Stream stream, string answer)
    {
        if (answer != HangUp)
        {
            await Write(stream, answer);
        }

        return answer != HangUp;
    }

    private static Task Write(Stream stream, string answer) => stream.WriteAsync(Encoding.ASCII.GetBytes($"{answer}\r\n")).AsTask();

    private static void Note(List<string> list, string text)
    {
        lock (list)
        {
            list.Add(text);
        }
    }
}
