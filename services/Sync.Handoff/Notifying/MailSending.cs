using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Sync.Policy.Plays;

namespace Sync.Handoff.Notifying;

/// <summary>Hands an e-mail to the mail server. Without an answer it may have been taken: the next try has the same Message-ID.</summary>
internal static class MailSending
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public static async Task<Telling> Send(MailServerPolicy server, string to, string body, CancellationToken ct)
    {
        if (MailBody.Read(body) is not { } mail)
        {
            return Telling.Never("it was put into words for another format, before the receiver became one of e-mail");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Longest);
        // As with the calls of receivers: who answers for a certificate is not asked whether it was taken back, a server that a closed network hides.
        using var client = new SmtpClient { CheckCertificateRevocation = false };
        try
        {
            await using var stream = await PublicConnections.Open(server.Host, server.Port, server.AllowPrivate, limit.Token);
            await Begin(client, stream, server, limit.Token);
            using var message = Message(server, to, mail);
            await client.SendAsync(message, limit.Token);
            await Leave(client, limit.Token);
            return Telling.Arrived;
        }
        catch (Exception cause) when (!ct.IsCancellationRequested)
        {
            return MailProblem.Of(cause);
        }
    }

    private static async Task Begin(SmtpClient client, Stream stream, MailServerPolicy server, CancellationToken ct)
    {
        var safety = server.Tls switch
        {
            MailTls.StartTls => SecureSocketOptions.StartTls,
            MailTls.Implicit => SecureSocketOptions.SslOnConnect,
            _ => SecureSocketOptions.None,
        };
        await client.ConnectAsync(stream, server.Host, server.Port, safety, ct);
        if (server.Login is { } login)
        {
            await client.AuthenticateAsync(login.User, login.Password, ct);
        }
    }

    // The server has taken the e-mail; how it says farewell changes nothing.
    private static async Task Leave(SmtpClient client, CancellationToken ct)
    {
        try
        {
            await client.DisconnectAsync(quit: true, ct);
        }
        catch (Exception cause) when (cause is IOException or OperationCanceledException or MailKit.ProtocolException or MailKit.CommandException)
        {
        }
    }

    private static MimeMessage Message(MailServerPolicy server, string to, MailBody mail)
    {
        var message = new MimeMessage { MessageId = mail.Id, Date = mail.Date, Subject = mail.Subject, Body = new TextPart("plain") { Text = mail.Text } };
        message.From.Add(new MailboxAddress(null, server.From));
        message.To.Add(new MailboxAddress(null, to));
        // No machine answers it, such as one that says that somebody is on holiday (RFC 3834).
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return message;
    }
}
