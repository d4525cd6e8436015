using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MimeKit;
using Sync.Contracts;
using Sync.Handoff.Notifying;
using Sync.Storage;
using Sync.Testing;

namespace Sync.Handoff.Tests;

/// <summary>Handoffs told by e-mail, to a mail server that answers as a test says.</summary>
public sealed partial class MailTests(MailAuthority authority) : IAsyncLifetime
{
    private const string Anywhere = "tls: none, allowPrivate: true";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly Postgres _postgres = new();
    private readonly SmtpListener _server = new();
    private readonly List<WebApplication> _apps = [];

    public async ValueTask InitializeAsync() => await _postgres.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var app in _apps)
        {
            await End(app);
        }

        await _server.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    [Fact]
    public async Task A_handoff_is_told_in_words_that_a_person_reads_by_whoever_is_known_to_the_server()
    {
        _server.Offers = ["AUTH PLAIN"];
        await Start($"{Anywhere}, user: sync, password: \"${{env:KEY}}\"");
        var signal = HandoffHost.Signal(phone: "+46701112233");

        await Judge(signal);
        await Ended("sent");

        var mail = Assert.Single(_server.Taken);
        Assert.Contains("From: sync@acme.test", mail, StringComparison.Ordinal);
        Assert.Contains("To: leads@acme.test", mail, StringComparison.Ordinal);
        Assert.Contains("Subject: Call Ada", mail, StringComparison.Ordinal);
        Assert.Contains("Auto-Submitted: auto-generated", mail, StringComparison.Ordinal);
        Assert.Contains("Phone:   +46701112233", mail, StringComparison.Ordinal);
        Assert.Contains($"E-mail:  {signal.Email}", mail, StringComparison.Ordinal);
        Assert.Contains("Did:     form demo", mail, StringComparison.Ordinal);
        Assert.Contains(_server.Said, command => command.StartsWith("AUTH PLAIN", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_persons_typed_begins_no_header_no_recipient_and_no_line()
    {
        await Start(Anywhere);
        var signal = HandoffHost.Signal(phone: "1\r\n.\r\nMAIL FROM:<x@evil.test>\r\nOwner:   evil@evil.test");
        var fields = new Dictionary<string, string?>(signal.Fields) { ["first_name"] = "Ada\r\nBcc: evil@evil.test\r\n\r\nPay here" };

        await Judge(signal with { Fields = fields });
        await Ended("sent");

        var mail = MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(Assert.Single(_server.Taken))), TestContext.Current.CancellationToken);
        Assert.Equal("Call Ada  Bcc: evil@evil.test    Pay here", mail.Subject);
        Assert.Empty(mail.Bcc);
        Assert.Single(Regex.Matches(mail.TextBody!, "^Owner:", RegexOptions.Multiline));
        Assert.Equal(["RCPT TO:<leads@acme.test>"], _server.Said.Where(command => command.StartsWith("RCPT", StringComparison.Ordinal)).Select(WithoutMore));
        Assert.Single(_server.Said, command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_a_lost_answer_the_same_e_mail_comes_once_more_under_the_same_id()
    {
        _server.Answer = command => command == "." && _server.Talks == 1 ? SmtpListener.HangUp : null;
        await Start(Anywhere);

        await Judge(HandoffHost.Signal());
        await Ended("sent");

        Assert.Equal(2, _server.Taken.Count);
        Assert.Single(_server.Taken.Distinct());
        Assert.Matches(MessageId(), _server.Taken[0]);
    }

    [Fact]
    public async Task Each_handoff_and_each_receiver_has_an_id_of_its_own()
    {
        await Start(Anywhere, "{ format: email, to: leads@acme.test }, { name: head, format: email, to: head@acme.test }");
        await Judge(HandoffHost.Signal(), HandoffHost.Signal());
        await Eventually.Within(Soon, async () => await _postgres.Count("handoff.notification", "outcome = 'sent'") == 4);

        Assert.Equal(4, _server.Taken.Select(mail => MessageId().Match(mail).Value).Distinct().Count());
    }

    [Theory]
    [InlineData("RCPT", "450 4.2.0 greylisted")]
    [InlineData("MAIL", "421 4.3.0 too busy")]
    [InlineData(@"\.", "451 4.3.0 local error")]
    [InlineData("[EH][HE]LO", "554 not now")]
    [InlineData("AUTH", "535 5.7.8 wrong")]
    public async Task What_the_server_does_not_take_now_is_sent_again(string command, string answer)
    {
        _server.Offers = ["AUTH PLAIN"];
        _server.Answer = said => _server.Talks == 1 && Regex.IsMatch(said, $"^{command}") ? answer : null;
        await Start($"{Anywhere}, user: sync, password: \"${{env:KEY}}\"");

        await Judge(HandoffHost.Signal());
        await Ended("sent");

        Assert.Equal(2, _server.Talks);
        Assert.Equal(1, await _postgres.Count("handoff.notification", "tries = 2"));
    }

    [Theory]
    [InlineData("RCPT", "550 5.1.1 No such user", "550 5.1.1 No such user about leads@acme.test: see to the receiver's to")]
    [InlineData("MAIL", "553 5.7.1 Not yours", "553 5.7.1 Not yours about sync@acme.test: see to from under handoff.mail")]
    [InlineData(".", "554 5.7.1 Spam", "554 5.7.1 Spam about the text")]
    public async Task What_the_server_refuses_for_good_ends_as_a_dead_letter_that_says_why(string command, string answer, string why)
    {
        _server.Answer = said => said.StartsWith(command, StringComparison.Ordinal) ? answer : null;
        await Start(Anywhere);

        await Judge(HandoffHost.Signal());
        Assert.Contains(why, await Eventually.Within(Soon, Outcome, outcome => outcome is not null), StringComparison.Ordinal);

        Assert.Equal(1, await _postgres.Count("handoff.notification", "tries = 1 and ended_at is not null"));
        Assert.Contains(why, Assert.Single(await _postgres.Query<string>(
            $"select body from handoff.outbox_message where contract = '{nameof(DeadLettered)}'")).Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_said_in_the_clear_where_the_file_wants_encryption()
    {
        await Start("tls: starttls, allowPrivate: true, user: sync, password: \"${env:KEY}\"");

        await Judge(HandoffHost.Signal());

        Assert.Contains("does not offer STARTTLS", await Eventually.Within(Soon, Outcome, outcome => outcome is not null), StringComparison.Ordinal);
        Assert.DoesNotContain(_server.Said, command => command.StartsWith("AUTH", StringComparison.Ordinal) || command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("starttls")]
    [InlineData("implicit")]
    public async Task Name_password_and_text_go_in_secret_to_a_server_whose_certificate_is_good(string tls)
    {
        using var certificate = authority.Give();
        _server.Certificate = certificate;
        _server.IsSecretAtOnce = tls == "implicit";
        _server.Offers = ["STARTTLS", "AUTH PLAIN"];
        await Start($"tls: {tls}, allowPrivate: true, user: sync, password: \"${{env:KEY}}\"");

        await Judge(HandoffHost.Signal());
        await Ended("sent");

        Assert.Contains("Subject: Call Ada", Assert.Single(_server.Taken), StringComparison.Ordinal);
        var inTheClear = _server.Said.Where(command => !command.StartsWith("secret ", StringComparison.Ordinal)).Select(command => command.Split(' ')[0]);
        Assert.Equal(tls == "implicit" ? [] : ["EHLO", "STARTTLS"], inTheClear);
        Assert.Contains(_server.Said, command => command.StartsWith("secret AUTH PLAIN", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("starttls")]
    [InlineData("implicit")]
    public async Task A_server_that_shows_the_certificate_of_another_is_told_nothing_and_the_outcome_says_what_to_see_to(string tls)
    {
        using var certificate = authority.Give("127.0.0.2");
        _server.Certificate = certificate;
        _server.IsSecretAtOnce = tls == "implicit";
        _server.Offers = ["STARTTLS", "AUTH PLAIN"];
        await Start($"tls: {tls}, allowPrivate: true, user: sync, password: \"${{env:KEY}}\"");

        await Judge(HandoffHost.Signal());

        Assert.Contains("certificate is not to be trusted", await Eventually.Within(Soon, Outcome, outcome => outcome is not null), StringComparison.Ordinal);
        Assert.DoesNotContain(_server.Said, command => command.Contains("AUTH", StringComparison.Ordinal) || command.Contains("MAIL", StringComparison.Ordinal));
        Assert.Empty(_server.Taken);
    }

    [Fact]
    public async Task A_server_inside_the_own_network_is_not_called_unless_the_file_allows_it()
    {
        await Start("tls: none");

        await Judge(HandoffHost.Signal());

        Assert.Contains("own network", await Eventually.Within(Soon, Outcome, outcome => outcome is not null), StringComparison.Ordinal);
        Assert.Empty(_server.Said);
    }

    [Fact]
    public async Task What_two_notifiers_share_is_sent_once_each()
    {
        await Start(Anywhere);
        await Start(Anywhere);

        await Judge([.. Enumerable.Range(0, 20).Select(_ => HandoffHost.Signal())]);
        await Eventually.Within(Soon, async () => await _postgres.Count("handoff.notification", "outcome = 'sent'") == 20);

        Assert.Equal(20, _server.Taken.Count);
    }

    private async Task Start(string mail, string receivers = "{ format: email, to: leads@acme.test }")
    {
        var rules = HandoffHost.Rules
            .Replace("when: { form: demo }", $"when: {{ form: demo }}\n      notify: [{receivers}]", StringComparison.Ordinal)
            .Replace("  plays:", $"  mail: {{ host: 127.0.0.1, port: {_server.Port}, from: sync@acme.test, {mail} }}\n  plays:", StringComparison.Ordinal);
        var app = HandoffHost.Build(_postgres, rules);
        _apps.Add(app);
        foreach (var service in app.Services.GetServices<IHostedService>().Where(service => service is Notifier || service.GetType().Name == "MigrationWorker"))
        {
            await service.StartAsync(CancellationToken.None);
        }

        await app.Services.GetRequiredService<StorageReadiness>().Wait(CancellationToken.None);
    }

    private static async Task End(WebApplication app)
    {
        await app.Services.GetRequiredService<Notifier>().StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }

    private Task Judge(params SeenSignal[] signals) =>
        _apps[0].Services.GetRequiredService<JudgeSignalsConsumer>().Consume(signals, CancellationToken.None);

    private Task Ended(string outcome) => Eventually.Within(
        Soon, async () => await _postgres.Count("handoff.notification", $"ended_at is not null and outcome = '{outcome}'") == 1);

    private async Task<string?> Outcome() =>
        await _postgres.Query<string?>("select outcome from handoff.notification") is [var outcome, ..] ? outcome : null;

    private static string WithoutMore(string command) => command.Split('>')[0] + ">";

    [GeneratedRegex("^Message-Id: <[0-9a-f]{32}\\.[0-9a-f]{8}@acme\\.test>$", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex MessageId();
}
