namespace Sync.Policy.Plays;

/// <summary><c>mail:</c> of <c>handoff:</c>: the SMTP server that e-mails are handed to.</summary>
/// <param name="From">Sender of every e-mail.</param>
/// <param name="Login">Null where the server takes mail without.</param>
/// <param name="AllowPrivate">Also a server inside the own network.</param>
public sealed record MailServerPolicy(string Host, int Port, MailTls Tls, string From, MailLogin? Login, bool AllowPrivate);

/// <summary>Who we are at the mail server.</summary>
public sealed record MailLogin(string User, string Password)
{
    /// <summary>Without the password: the text may stand in a log.</summary>
    public override string ToString() => User;
}

/// <summary>How the way to the mail server is kept from others' eyes.</summary>
public enum MailTls
{
    /// <summary>Begins in the clear and is encrypted before anything is said.</summary>
    StartTls,

    /// <summary>Is encrypted from the first byte.</summary>
    Implicit,

    None,
}
