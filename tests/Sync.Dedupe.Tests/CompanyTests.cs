using Sync.Contracts;
using Sync.Policy;
using Sync.Testing;

namespace Sync.Dedupe.Tests;

public sealed class CompanyHost : DedupeHost
{
    private protected override SyncPolicy Policy => PeoplePolicy.Read(PeoplePolicy.BothWays.Replace("    persons:", """
            companies:
              fields:
                - { name: domain, marketing: accountUrl, sales: Website }
                - { name: name, marketing: name, sales: Account_Name, required: sales }
            persons:
        """, StringComparison.Ordinal));
}

public sealed class CompanyTests(CompanyHost host) : IClassFixture<CompanyHost>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Colleagues_in_envelopes_at_once_have_one_company()
    {
        var domain = Domain();
        var changes = Enumerable.Range(0, 30).Select(number => At(domain, number)).ToList();

        await Task.WhenAll(changes.Select(change => Task.Run(() => host.Resolve.Consume([change], Ct), Ct)));

        Assert.Equal(1, await host.Database.Count("identity.person", "email = @domain and object = 'company'", new { domain }));
        Assert.Equal(1, await host.Database.Count("identity.identifier", "kind = 'domain' and value = @domain", new { domain }));
        Assert.Single(await host.Database.Query<long>(
            "select distinct company_id from identity.person where email = any(@emails)",
            new { emails = changes.Select(change => change.Email!).ToArray() }));
    }

    [Fact]
    public async Task A_person_asks_for_his_company_beside_himself_and_the_outcome_says_so()
    {
        var domain = Domain();
        var change = At(domain);

        var answer = await host.Handle(change);

        var company = Assert.Single(answer.Writes, write => write.Email == domain);
        Assert.Equal(($"{change.Key}~company>sales", "people/companies>sales", change.DeliveryId), (company.Key, company.Route, company.DeliveryId));
        Assert.Equal((domain, domain), (company.Fields["domain"], company.Fields["name"]));
        Assert.Equal($"email to sales; company {domain}: domain, name to sales", Assert.Single(answer.Outcomes).Detail);
    }

    [Fact]
    public async Task Once_the_company_has_a_record_its_people_are_linked_to_it_whoever_was_written_first()
    {
        var domain = Domain();
        var (early, late) = (await host.Handle(At(domain)), await host.Handle(At(domain)));
        await Settle(early.Writes.Single(IsPerson), "Contacts", "C1");
        var company = early.Writes.Single(write => write.Email == domain);

        var linked = await Settle(company, "Accounts", "A1");

        var request = Assert.Single(linked.Writes);
        Assert.Equal(("C1", "A1"), (request.RecordId, request.Fields["account_at_sales"]));
        var afterwards = await Settle(late.Writes.Single(IsPerson), "Contacts", "C2");
        Assert.Equal("A1", Assert.Single(afterwards.Writes).Fields["account_at_sales"]);
    }

    [Fact]
    public async Task An_answer_about_a_company_that_comes_twice_asks_nobody_twice()
    {
        var domain = Domain();
        var answer = await host.Handle(At(domain));
        await Settle(answer.Writes.Single(IsPerson), "Contacts", "C3");
        var company = answer.Writes.Single(write => write.Email == domain);

        var first = await Settle(company, "Accounts", "A3");
        await Settle(first.Writes.Single(), "Contacts", "C3");

        Assert.Empty((await Settle(company, "Accounts", "A3")).Writes);
    }

    [Fact]
    public async Task A_mailbox_provider_is_no_company_and_neither_is_an_account_without_a_web_site()
    {
        var person = await host.Handle(At("gmail.com"));
        var account = await host.Handle(Account(("name", "Nameless")));

        Assert.All(person.Writes, write => Assert.Contains('@', write.Email));
        Assert.Equal("filtered: no-domain", Assert.Single(account.Outcomes).Outcome);
    }

    [Fact]
    public async Task What_an_account_says_of_a_company_goes_to_its_record_and_a_person_takes_nothing_of_it_back()
    {
        var domain = Domain();
        var account = await host.Handle(Account(("name", "Acme"), ("domain", $"https://www.{domain}/en")));
        await Settle(Assert.Single(account.Writes), "Accounts", "A4");

        var person = await host.Handle(At(domain));

        Assert.Equal(("Acme", domain), (account.Writes.Single().Fields["name"], account.Writes.Single().Fields["domain"]));
        Assert.Equal("A4", Assert.Single(person.Writes).Fields["account_at_sales"]);
    }

    private async Task<Answer> Settle(WriteRequest request, string module, string record)
    {
        var last = (await host.Database.Query<long>("select coalesce(max(id), 0) from identity.outbox_message")).Single();
        await host.Learn.Consume([request.Settled(module, record) with { KnownAt = Some.Moment.AddMinutes(5) }], Ct);
        return await host.Since(last);
    }

    private static bool IsPerson(WriteRequest request) => request.Email.Contains('@');

    private static string Domain() => $"firm{Some.Number()}.test";

    private static PersonChange At(string domain, int at = 0) => Change.Of($"{Some.Number()}", $"p{Some.Number()}@{domain}", at);

    private static PersonChange Account(params (string, string?)[] fields) => Change.Of($"{Some.Number()}", null, 0, fields) with
    {
        About = PersonChange.Company, Module = "accounts", Kind = "account_update",
    };
}
