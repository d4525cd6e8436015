using System.Text.RegularExpressions;
using Sync.Policy.Plays;

namespace Sync.Policy.Reading;

/// <summary>Reads <c>mail:</c> of <c>handoff:</c>, and addresses of e-mail.</summary>
internal static partial class MailSection
{
    private const int HighestPort = 65_535;

    public static MailServerPolicy? Read(Section? mail, ValueSource values, MistakeList mistakes)
    {
        if (mail is null)
        {
            return null;
        }

        var tls = mail.Word("tls", Words.MailTls, MailTls.StartTls);
        var port = mail.Number("port", 1, HighestPort, UsualPort(tls));
        var allowPrivate = mail.Flag("allowPrivate");
        var (host, from, login) = (Host(mail, values, mistakes), Address(mail, "from", values, mistakes), Login(mail, values, mistakes));
        mail.RefuseUnknownKeys();
        if (tls == MailTls.None && mail.Has("password") && !allowPrivate)
        {
            mistakes.Add(
                mail.LineOf("tls"), mail.At("tls"), "The password would travel where others can read it.",
                "Write 'tls: starttls' or 'tls: implicit', or allowPrivate: true for a server in your own network.");
        }

        return host is null || from is null ? null : new MailServerPolicy(host, port, tls, from, login, allowPrivate);
    }

    /// <summary>One address as every mail server takes it.</summary>
    public static string? Address(Section section, string key, ValueSource values, MistakeList mistakes)
    {
        if (section.RequiredText(key) is not { } text || values.Resolve(text, section.At(key)) is not { } value)
        {
            return null;
        }

        if (EmailAddress.Normalise(value) is { } address && Plain().IsMatch(address))
        {
            return address;
        }

        mistakes.Add(text.Line, section.At(key), $"'{value}' is not an address that mail can be sent with.", "Write one address alone, e.g. sales@example.com.");
        return null;
    }

    private static int UsualPort(MailTls tls) => tls switch
    {
        MailTls.Implicit => 465,
        MailTls.StartTls => 587,
        _ => 25,
    };

    private static string? Host(Section mail, ValueSource values, MistakeList mistakes)
    {
        if (mail.RequiredText("host") is not { } text || values.Resolve(text, mail.At("host"))?.Trim() is not { } host)
        {
            return null;
        }

        if (Uri.CheckHostName(host) != UriHostNameType.Unknown)
        {
            return host;
        }

        mistakes.Add(text.Line, mail.At("host"), $"'{host}' is not the name of a server.", "Write its name alone, e.g. smtp.example.com; the port has a key of its own.");
        return null;
    }

    private static MailLogin? Login(Section mail, ValueSource values, MistakeList mistakes)
    {
        var (user, password) = (mail.OptionalText("user"), mail.OptionalText("password"));
        if (user is null != password is null)
        {
            var key = user is null ? "user" : "password";
            mistakes.Add(mail.Line, mail.At(key), $"'{key}' is missing.", "Write both user and password, or none where the server wants none.");
        }

        var name = user is null ? null : values.Resolve(user, mail.At("user"));
        var secret = password is null ? null : values.ResolveSecret(password, mail.At("password"));
        return name is null || secret is null ? null : new MailLogin(name, secret);
    }

    // Without quotes, and without letters that some servers do not take.
    [GeneratedRegex(@"^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[a-z0-9._-]+$")]
    private static partial Regex Plain();
}
