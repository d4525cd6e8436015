using System.Text;
using Sync.Contracts;
using Sync.Testing;

namespace Sync.Messaging.Tests;

public sealed class DeadLetterReaderTests
{
    [Theory]
    [InlineData("")]
    [InlineData("junk")]
    [InlineData("\0\u0001\u0002")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"message":null}""")]
    [InlineData("""{"message":{}}""")]
    [InlineData("""{"message":{"items":7}}""")]
    [InlineData("""{"message":{"items":[7]}}""")]
    [InlineData("""{"message":{"items":[{"id":"seven"}]}}""")]
    [InlineData("""{"message":{"items":[{"id":7.5}]}}""")]
    [InlineData("""{"message":{"items":[{"id":99999999999999999999}]}}""")]
    [InlineData("""{"message":{"items":[{"key":7}]}}""")]
    [InlineData("""{"message":{"items":[{"key":null,"id":7}]}}""")]
    [InlineData("""{"message":{"items":[]},"messageType":[null]}""")]
    [InlineData("""{"message":{"items":[]},"messageType":7}""")]
    [InlineData("""{"message":null,"messageType":["urn:message:Sync.Contracts:DeadLettered"]}""")]
    [InlineData("""{"message":{},"messageType":["urn:message:Sync.Contracts:DeadLettered"]}""")]
    [InlineData("""{"message":{"items":[{"key":"a\u0000b"}]}}""")]
    public void Whatever_lies_in_the_queue_becomes_letters_that_can_be_kept(string body)
    {
        var letters = Read(body);

        Assert.All(letters, letter =>
        {
            string?[] texts = [letter.Key, letter.Stage, letter.Class, letter.Code, letter.Reason, letter.Item];
            Assert.NotNull(letter.Key);
            Assert.NotNull(letter.Item);
            Assert.DoesNotContain(texts, text => text?.Contains('\0', StringComparison.Ordinal) == true);
        });
    }

    [Fact]
    public void A_letter_of_ours_is_read_as_it_was_written()
    {
        var letter = Assert.Single(Read("""
            {"messageType":["urn:message:Sync.Contracts:DeadLettered"],"message":{"key":"7>sales","deliveryId":7,"stage":"written",
             "class":"validation","code":"INVALID_DATA","field":"Phone","reason":"no","item":"{}","at":"2026-03-14T09:26:53Z"}}
            """));

        Assert.Equal(("7>sales", 7L, "Phone", Some.Moment), (letter.Key, letter.DeliveryId!.Value, letter.Field, letter.At));
    }

    [Fact]
    public void A_replayed_delivery_keeps_the_number_of_its_replay() =>
        Assert.Equal("7#3", Assert.Single(Read("""{"message":{"items":[{"id":7,"replay":3}]}}""")).Key);

    [Fact]
    public void A_delivery_is_named_by_its_number() =>
        Assert.Equal("7", Assert.Single(Read("""{"message":{"items":[{"id":7,"replay":0}]}}""")).Key);

    private static IReadOnlyList<DeadLettered> Read(string body) =>
        DeadLetterReader.Read(Encoding.UTF8.GetBytes(body), "queue some", Some.Moment);
}
