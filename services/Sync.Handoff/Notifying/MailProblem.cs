using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Sync.Handoff.Notifying;

/// <summary>Says why an e-mail was not taken, and whether it may be another time. Pure.</summary>
internal static class MailProblem
{
    private const int LongestAnswer = 300;
    private const int LeastForGood = 500;

    public static Telling Of(Exception cause) => cause switch
    {
        SmtpCommandException command => Of(command),
        AuthenticationException or ServiceNotAuthenticatedException =>
            Telling.Later($"the mail server does not take us ({Short(cause.Message)}): see to user and password under handoff.mail"),
        SslHandshakeException => Telling.Later(
            $"the mail server's certificate is not to be trusted or its encryption fits none of ours ({Short((cause.InnerException ?? cause).Message)}): see to host, port and tls under handoff.mail"),
        NotSupportedException => Telling.Later("the mail server does not offer STARTTLS: write tls: implicit under handoff.mail if that is what it speaks"),
        OperationCanceledException => Telling.Later("the mail server took longer than 30 seconds"),
        _ => Telling.Later($"the mail server could not be spoken to ({Short(cause.Message)})"),
    };

    // A refusal of this e-mail is for good where its code says so. One of us all, before any e-mail, passes when somebody puts it right.
    private static Telling Of(SmtpCommandException cause)
    {
        var answer = FormattableString.Invariant($"the mail server answered {(int)cause.StatusCode} {Short(cause.Message)}");
        var isForGood = (int)cause.StatusCode >= LeastForGood;
        return cause.ErrorCode switch
        {
            SmtpErrorCode.RecipientNotAccepted when isForGood => Telling.Never($"{answer} about {cause.Mailbox?.Address}: see to the receiver's to"),
            SmtpErrorCode.SenderNotAccepted when isForGood => Telling.Never($"{answer} about {cause.Mailbox?.Address}: see to from under handoff.mail"),
            SmtpErrorCode.MessageNotAccepted when isForGood => Telling.Never($"{answer} about the text: ask who runs the server"),
            _ => Telling.Later(answer),
        };
    }

    private static string Short(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestAnswer ? line : line[..LongestAnswer];
    }
}
