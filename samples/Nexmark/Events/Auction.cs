namespace Nexmark;

/// <summary>An item is offered. The members are the columns of auction.csv.</summary>
/// <param name="Id">The auction.</param>
/// <param name="ItemName">What is offered.</param>
/// <param name="Description">What it is like.</param>
/// <param name="InitialBid">In cents.</param>
/// <param name="Reserve">The price below which it is not sold, in cents.</param>
/// <param name="DateTime">When it opened.</param>
/// <param name="Expires">The last moment at which a bid counts.</param>
/// <param name="Seller">A person, who may never come by.</param>
/// <param name="Category">10 to 14.</param>
/// <param name="Extra">Text that brings the event to its size.</param>
internal sealed record Auction(
    long Id, string ItemName, string Description, long InitialBid, long Reserve,
    DateTimeOffset DateTime, DateTimeOffset Expires, long Seller, int Category, string Extra);
