using System.Globalization;
using Sync.Connectors.ActiveCampaign;

namespace Sync.Connectors.Tests.ActiveCampaign;

public sealed class ActiveCampaignWebhookTests
{
    private const string Sample =
        "type=update&date_time=2026-03-04T09%3A15%3A27-06%3A00&initiated_from=admin&initiated_by=admin&list=0&contact%5Bid%5D=4812"
        + "&contact%5Bemail%5D=Nora.Lind%40example.test&contact%5Bfirst_name%5D=Nora&contact%5Blast_name%5D=Lind"
        + "&contact%5Bphone%5D=%2B46701112233&contact%5Bip%5D=0.0.0.0&contact%5Btags%5D=lead%2C+webinar-2026"
        + "&contact%5Bcustomer_acct_name%5D=Lind+AB&contact%5Borgname%5D=Lind+AB&contact%5Bfields%5D%5B3%5D=Gothenburg"
        + "&contact%5Bfields%5D%5B27%5D=%7C%7CRed%7C%7CBlue%7C%7C&customer_acct_name=Lind+AB&customer_acct_id=12&orgname=Lind+AB";

    private static readonly ActiveCampaignWebhook Webhook = new();

    public static TheoryData<string> ContactKinds =>
    [
        "subscribe", "unsubscribe", "update", "contact_tag_added", "contact_tag_removed", "subscriber_note", "open", "click", "reply",
        "forward", "share", "bounce", "sms_sent", "sms_reply", "sms_unsub", "account_contact_add", "account_contact_update",
    ];

    [Fact]
    public void An_account_webhook_carries_the_contact()
    {
        var source = Carried(Sample);

        Assert.Equal(("update", "contacts", "4812", "nora.lind@example.test"), (source.Kind, source.Module, source.RecordId, source.Email));
        Assert.Equal(new DateTimeOffset(2026, 3, 4, 15, 15, 27, TimeSpan.Zero), source.ChangedAt);
        Assert.Equal("admin", source.Origin);
        Assert.Equal(
            new Dictionary<string, string?>
            {
                ["email"] = "Nora.Lind@example.test",
                ["first_name"] = "Nora",
                ["last_name"] = "Lind",
                ["phone"] = "+46701112233",
                ["orgname"] = "Lind AB",
                ["tags"] = "lead, webinar-2026",
                ["field:3"] = "Gothenburg",
                ["field:27"] = "||Red||Blue||",
            },
            source.Fields);
    }

    [Fact]
    public void An_automation_webhook_carries_the_contact_by_personalisation_tags()
    {
        var source = Carried(Some.Encode(
            ("seriesid", "31"), ("contact[id]", "4812"), ("contact[email]", "nora.lind@example.test"), ("contact[ip4]", "203.0.113.9"),
            ("contact[fields][utm_source]", "newsletter"), ("contact[fields][CRM-Updated]", "2026-03-04")));

        Assert.Equal(("automation", "4812", null), (source.Kind, source.RecordId, source.Origin));
        Assert.Equal(Some.Received, source.ChangedAt);
        Assert.Equal("newsletter", source.Fields["field:utm_source"]);
        Assert.Equal("2026-03-04", source.Fields["field:crm-updated"]);
        Assert.False(source.Fields.ContainsKey("tags"));
    }

    [Fact]
    public void An_automation_webhook_without_an_address_still_carries_the_contact()
    {
        var source = Carried("contact[id]=4812&contact[first_name]=Nora");

        Assert.Null(source.Email);
        Assert.Equal(new Dictionary<string, string?> { ["first_name"] = "Nora" }, source.Fields);
    }

    [Theory]
    [MemberData(nameof(ContactKinds))]
    public void Every_kind_that_holds_a_contact_carries_it(string kind)
    {
        var source = Carried($"type={kind}&contact[id]=7&contact[email]=ada@example.test");

        Assert.Equal((kind, "contacts", "7", "ada@example.test"), (source.Kind, source.Module, source.RecordId, source.Email));
    }

    [Theory]
    [InlineData("type=deal_add&deal[id]=77&contact[id]=7", "deal_add", "deals", "77")]
    [InlineData("type=deal_update&deal[id]=77&updated_fields[0]=stage", "deal_update", "deals", "77")]
    [InlineData("type=deal_note_add&deal[id]=77&note[id]=4&note[text]=x", "deal_note_add", "deals", "77")]
    [InlineData("type=deal_task_add&task[id]=31&deal[id]=77&contact[id]=7", "deal_task_add", "tasks", "31")]
    [InlineData("type=deal_task_complete&task[id]=31&deal[id]=77", "deal_task_complete", "tasks", "31")]
    [InlineData("type=contact_task_add&task[id]=31&contact[id]=7", "contact_task_add", "tasks", "31")]
    [InlineData("type=account_add&account[id]=12", "account_add", "accounts", "12")]
    [InlineData("type=account_update&account[id]=12&account[fields][18][value][0]=a", "account_update", "accounts", "12")]
    [InlineData("type=account_contact_add&accountContact[contact]=7&account[id]=12", "account_contact_add", "contacts", "7")]
    [InlineData("type=account_contact_removed&account[id]=12", "account_contact_removed", "accounts", "12")]
    public void A_thin_kind_is_a_hint(string form, string kind, string module, string id)
    {
        var hint = Assert.IsType<WebhookReading.Hint>(Webhook.Read(Some.Form(form + "&date_time=2026-03-04 09:15:27")));

        Assert.Equal((kind, module, id), (hint.Kind, hint.Module, Assert.Single(hint.RecordIds)));
        Assert.Equal(new DateTimeOffset(2026, 3, 4, 15, 15, 27, TimeSpan.Zero), hint.ChangedAt);
    }

    [Theory]
    [InlineData("type=deal_add&deal[stage_title]=To Contact&deal[stageid]=9&deal[contactid]=7&deal[contact_email]=Ada@Example.test", "To Contact,9")]
    [InlineData("type=deal_update&deal[stage_title]=Won&deal[contactid]=7&deal[contact_email]=ada@example.test&updated_fields[]=Stage", "Won")]
    [InlineData("type=deal_update&deal[stageid]=9&contact[id]=7&contact[email]=ada@example.test&updated_fields[0]=value&updated_fields[1]=stage", "9")]
    [InlineData("type=deal_update&deal[stageid]=9&deal[contactid]=7&updated_fields[0]=owner", null)]
    [InlineData("type=deal_update&deal[stageid]=9&deal[contactid]=7", null)]
    [InlineData("type=deal_update&deal[stageid]=9&updated_fields[0]=stage", null)]
    [InlineData("type=deal_update&deal[contactid]=7&updated_fields[0]=stage", null)]
    [InlineData("type=deal_note_add&deal[stageid]=9&deal[contactid]=7&updated_fields[0]=stage", null)]
    public void A_deal_that_comes_to_a_stage_says_whose_it_is(string form, string? stages)
    {
        var hint = Assert.IsType<WebhookReading.Hint>(Webhook.Read(Some.Form(form + "&deal[id]=77&date_time=2026-03-04 09:15:27")));

        Assert.Equal(stages, hint.Told is null ? null : string.Join(',', hint.Told.Signals.Select(signal => signal.Value)));
        if (hint.Told is { } told)
        {
            Assert.Equal(("contacts", "7", "ada@example.test", hint.ChangedAt), (told.Module, told.RecordId, told.Email, told.ChangedAt));
            Assert.Empty(told.Fields);
        }
    }

    [Theory]
    [InlineData("type=sent&campaign[id]=40", "sent")]
    [InlineData("type=list_add&list[id]=3&list[name]=News", "list_add")]
    [InlineData("type=deal_pipeline_add&pipeline[id]=2", "deal_pipeline_add")]
    [InlineData("type=deal_stage_add&stage[id]=9", "deal_stage_add")]
    [InlineData("type=deal_tasktype_add&tasktype[id]=9", "deal_tasktype_add")]
    [InlineData("type=open&campaign[id]=40", "open")]
    [InlineData("type=sms_sent&sms[id]=4", "sms_sent")]
    public void A_kind_about_nobody_is_no_record(string form, string kind) =>
        Assert.Equal(kind, Assert.IsType<WebhookReading.NotARecord>(Webhook.Read(Some.Form(form))).Kind);

    [Theory]
    [InlineData("type=contact_merge&contact[id]=7&contact[email]=ada@example.test", "contact_merge")]
    [InlineData("type=&contact[id]=7", "")]
    [InlineData("type=Update&contact[id]=7", "Update")]
    public void A_kind_that_is_not_in_the_catalogue_is_unknown_even_with_a_contact(string form, string kind) =>
        Assert.Equal(kind, Assert.IsType<WebhookReading.UnknownKind>(Webhook.Read(Some.Form(form))).Kind);

    [Fact]
    public void Of_an_unknown_kind_a_sample_is_told_names_and_no_values()
    {
        var form = "type=brand_new&contact%5Bemail%5D=ada%40example.test&contact%5Bfields%5D%5B3%5D=x&list[]=1&list[]=2&=y&" + new string('n', 200) + "=1";

        var sample = Assert.IsType<WebhookReading.UnknownKind>(Webhook.Read(Some.Form(form))).Sample;

        Assert.Equal($"type, contact[email], contact[fields][3], list[], {new string('n', 60)}…", sample);
    }

    [Fact]
    public void The_name_of_an_unknown_kind_is_kept_short() => Assert.Equal(
        64, Assert.IsType<WebhookReading.UnknownKind>(Webhook.Read(Some.Form("type=" + new string('x', 5000)))).Kind.Length);

    [Theory]
    [InlineData("")]
    [InlineData("a=1")]
    [InlineData("{\"type\":\"update\"}")]
    [InlineData("contact[id]=0")]
    [InlineData("type=update&contact[email]=ada@example.test")]
    [InlineData("type=deal_update&deal[title]=x")]
    [InlineData("type=account_add")]
    [InlineData("type=deal_task_add&deal[id]=77")]
    [InlineData("type=account_contact_add")]
    public void What_names_no_record_cannot_be_understood(string form) =>
        Assert.IsType<WebhookReading.Unparsable>(Webhook.Read(Some.Form(form)));

    [Theory]
    [InlineData("subscribe", "initiated_from=admin&list=3", "1", "")]
    [InlineData("subscribe", "initiated_from=api&list=3", "1", "")]
    [InlineData("subscribe", "initiated_from=public&list=3", null, "list:3")]
    [InlineData("subscribe", "list=3", null, "list:3")]
    [InlineData("subscribe", "initiated_from=admin&list=0", null, "")]
    [InlineData("unsubscribe", "list[0][id]=3&list[1][id]=5", "2", "")]
    [InlineData("update", "initiated_from=admin&list=3", null, "")]
    public void Whether_somebody_is_on_a_list_is_said_unless_he_may_have_to_confirm_it(string type, string rest, string? state, string untold)
    {
        var source = Carried($"type={type}&contact[id]=7&{rest}");

        Assert.Equal(state, source.Fields.GetValueOrDefault("list:3"));
        Assert.Equal(untold, string.Join(", ", source.Untold));
    }

    [Theory]
    [InlineData("unsubscribe", "list=3", "true")]
    [InlineData("unsubscribe", "list[0][id]=3&active_subscriptions[0]=1", null)]
    [InlineData("unsubscribe", "list[][id]=3&active_subscriptions[]=", "true")]
    [InlineData("subscribe", "list=3", null)]
    [InlineData("bounce", "list=3", null)]
    public void Who_leaves_the_last_list_has_opted_out(string type, string rest, string? unsubscribed) =>
        Assert.Equal(unsubscribed, Carried($"type={type}&contact[id]=7&{rest}").Fields.GetValueOrDefault("unsubscribed"));

    [Theory]
    [InlineData("list=3", "3")]
    [InlineData("list=0", null)]
    [InlineData("list[0][id]=3&list[0][name]=News", "3")]
    [InlineData("list[][id]=3&list[][id]=5&list[][id]=3", "3,5")]
    [InlineData("a=1", null)]
    public void Lists_are_read_in_all_their_shapes(string form, string? expected)
    {
        var source = Carried("type=unsubscribe&contact[id]=7&unsubscribe[reason]=Too+many&active_subscriptions[0]=1&" + form);

        Assert.Equal(expected, source.Fields.GetValueOrDefault("list"));
        Assert.Equal(expected is not null, source.Fields.ContainsKey("list"));
    }

    [Fact]
    public void A_tag_event_names_the_tag_as_it_is()
    {
        var source = Carried("type=contact_tag_added&contact[id]=7&tag=vip%2C+gold+%26+more&contact[tags]=vip%2C+gold+%26+more");

        Assert.Equal("vip, gold & more", source.Fields["tag"]);
    }

    [Fact]
    public void A_subscription_by_form_names_the_form() =>
        Assert.Equal("5", Carried("type=subscribe&contact[id]=7&form[id]=5&list=3").Fields["form"]);

    [Fact]
    public void An_empty_value_is_empty_and_an_absent_one_says_nothing()
    {
        var fields = Carried("type=update&contact[id]=7&contact[phone]=&contact[fields][3]=&contact[orgname]=&orgname=").Fields;

        Assert.Equal(["orgname", "phone", "field:3"], fields.Keys.OrderBy(key => key == "field:3").ThenBy(key => key));
        Assert.All(fields.Values, Assert.Null);
    }

    [Fact]
    public void The_company_is_found_wherever_it_stands()
    {
        Assert.Equal("A", Carried("type=update&contact[id]=7&contact[orgname]=&contact[customer_acct_name]=A").Fields["orgname"]);
        Assert.Equal("B", Carried("type=update&contact[id]=7&orgname=B").Fields["orgname"]);
        Assert.Equal("C", Carried("type=update&contact[id]=7&customer_acct_name=C").Fields["orgname"]);
    }

    [Fact]
    public void Field_numbers_survive_in_any_mixture()
    {
        var pairs = Enumerable.Range(1, 60).Where(i => i % 3 == 0).Select(i => ($"contact[fields][{i}]", $"v{i}"));
        var fields = Carried("type=update&contact[id]=7&" + Some.Encode([.. pairs])).Fields;

        Assert.Equal("v3", fields["field:3"]);
        Assert.Equal("v21", fields["field:21"]);
        Assert.Equal("v60", fields["field:60"]);
        Assert.False(fields.ContainsKey("field:1"));
    }

    [Fact]
    public void Values_that_come_item_by_item_are_put_together()
    {
        var fields = Carried(
            "type=update&contact[id]=7&contact[fields][27][]=Red&contact[fields][27][]=Blue&contact[fields][3]=a&contact[fields][3]=b")
            .Fields;

        Assert.Equal("||Red||Blue||", fields["field:27"]);
        Assert.Equal("b", fields["field:3"]);
    }

    [Theory]
    [InlineData("date_time=2026-03-04T09:15:27-06:00", "2026-03-04T15:15:27Z")]
    [InlineData("date_time=2026-03-04+09:15:27", "2026-03-04T15:15:27Z")]
    [InlineData("date_time=2026-03-04+09:15:27&date_time_iso=2026-03-04T09:15:28-06:00", "2026-03-04T15:15:28Z")]
    [InlineData("date_time=2013-07-18+08:46:33", "2013-07-18T13:46:33Z")]
    [InlineData("date_time=2026-03-05+09:00:00", "2026-03-05T15:00:00Z")]
    [InlineData("date_time=2099-01-01+00:00:00", "2026-03-04T16:00:00Z")]
    [InlineData("date_time=soon", "2026-03-04T16:00:00Z")]
    [InlineData("a=1", "2026-03-04T16:00:00Z")]
    public void The_time_is_the_senders_unless_it_cannot_be_right(string form, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), Carried($"type=update&contact[id]=7&{form}").ChangedAt);

    [Fact]
    public void A_hundred_thousand_keys_are_read_within_a_second()
    {
        var many = string.Join('&', Enumerable.Range(0, 100_000).Select(i => "contact[fields][3][]=" + (i % 10)));
        var body = Some.Form("type=update&contact[id]=7&" + many);

        var time = Quickest.Of(() =>
        {
            Assert.IsType<WebhookReading.Carried>(Webhook.Read(body));
            Webhook.Key("marketing", body);
        });

        Assert.True(time < Quickest.Bearable, $"It took {time}.");
    }

    private static SourceRecord Carried(string form) => Assert.IsType<WebhookReading.Carried>(Webhook.Read(Some.Form(form))).Source;
}
