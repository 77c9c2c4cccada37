using static Nexmark.ResultMode;

namespace Nexmark;

/// <summary>The queries: name, how rows make the result, what it asks, columns, query, values of a row, and for updates the key.</summary>
internal static class QueryTable
{
    private const string BidColumns = "auction,bidder,price,channel,url,date_time,extra";

    public static readonly IReadOnlyList<NexmarkQuery> All =
    [
        new NexmarkQuery<PlainBid>(
            "q0", Append, "every bid", "auction,bidder,price,date_time",
            s => Q0PassThrough.Query(s.Bids), r => [r.Auction, r.Bidder, r.Price, r.DateTime]),
        new NexmarkQuery<EuroBid>(
            "q1", Append, "every bid, in euros", "auction,bidder,price,date_time",
            s => Q1Currency.Query(s.Bids), r => [r.Auction, r.Bidder, r.Price, r.DateTime]),
        new NexmarkQuery<AuctionPrice>(
            "q2", Append, "the bids on five auctions", "auction,price",
            s => Q2Selection.Query(s.Bids), r => [r.Auction, r.Price]),
        new NexmarkQuery<LocalItem>(
            "q3", Append, "who sells something of category 10 in three states", "name,city,state,id",
            s => Q3LocalItems.Query(s.Persons, s.Auctions), r => [r.Name, r.City, r.State, r.Id]),
        new NexmarkQuery<CategoryPrice>(
            "q4", Complete, "the average winning price of each category", "category,avg",
            s => Q4CategoryPrices.Query(s.Auctions, s.Bids), r => [r.Category, r.Average]),
        new NexmarkQuery<AuctionBids>(
            "q5", Append, "every two seconds, the auctions with the most bids in the last ten", "auction,num",
            s => Q5HotItems.Query(s.Bids), r => [r.Auction, r.Bids]),
        new NexmarkQuery<SellerPrice>(
            "q6", Complete, "for each auction, the average of its seller's last winning prices", "seller,auction,bid_date_time,final,avg_price",
            s => Q6SellerPrices.Query(s.Auctions, s.Bids), r => [r.Seller, r.Auction, r.DateTime, r.Final, r.Average]),
        new NexmarkQuery<HighestBid>(
            "q7", Append, "every ten seconds, the bids with the highest price", "auction,price,bidder,date_time",
            s => Q7HighestBid.Query(s.Bids), r => [r.Auction, r.Price, r.Bidder, r.DateTime]),
        new NexmarkQuery<NewSeller>(
            "q8", Append, "every ten seconds, who has registered and opened an auction", "id,name,starttime",
            s => Q8NewSellers.Query(s.Persons, s.Auctions), r => [r.Id, r.Name, r.Start]),
        new NexmarkQuery<ValidBid>(
            "q9", Update, "the winning bid of each auction",
            "id,item_name,description,initial_bid,reserve,date_time,expires,seller,category,auction,bidder,price,bid_date_time",
            s => Q9WinningBids.Query(s.Auctions, s.Bids),
            r => [r.Auction.Id, .. Offer(r.Auction), r.Bid.Auction, r.Bid.Bidder, r.Bid.Price, r.Bid.DateTime], key: r => r.Auction.Id),
        new NexmarkQuery<BidderBids>(
            "q11", Append, "how many bids a bidder made in one go", "bidder,bid_count,starttime,endtime",
            s => Q11Sessions.Query(s.Bids), r => [r.Bidder, r.Bids, r.Start, r.End]),
        new NexmarkQuery<BidderBids>(
            "q12", Append, "how many bids of each bidder arrive in ten seconds of the clock", "bidder,bid_count,starttime,endtime",
            s => Q12ClockWindows.Query(s.Bids), r => [r.Bidder, r.Bids, r.Start, r.End]),
        new NexmarkQuery<BidWithValue>(
            "q13", Append, "every bid with the row of a table", "auction,bidder,price,date_time,value",
            s => Q13SideInput.Query(s.Bids), r => [r.Auction, r.Bidder, r.Price, r.DateTime, r.Value]),
        new NexmarkQuery<TimedBid>(
            "q14", Append, "bids of one to fifty million with the time of day", "auction,bidder,price,bidtimetype,date_time,c_counts",
            s => Q14Calculation.Query(s.Bids), r => [r.Auction, r.Bidder, r.Price, r.TimeType, r.DateTime, r.CCount]),
        new NexmarkQuery<BidStatistics<DateOnly>>(
            "q15", Complete, "bids, bidders and auctions of each day, by the rank of the price", $"day,{Ranks("bids")},{Ranks("bidders")},{Ranks("auctions")}",
            s => Q15DayStatistics.Query(s.Bids), r => [r.Key, .. Counts(r)]),
        new NexmarkQuery<BidStatistics<ChannelDay>>(
            "q16", Complete, "the same for each channel and day", $"channel,day,minute,{Ranks("bids")},{Ranks("bidders")},{Ranks("auctions")}",
            s => Q16ChannelStatistics.Query(s.Bids), r => [r.Key.Channel, r.Key.Day, Csv.Minute(r.Last), .. Counts(r)]),
        new NexmarkQuery<AuctionStatistics>(
            "q17", Complete, "bids and prices of each auction and day", $"auction,day,{Ranks("bids")},min_price,max_price,avg_price,sum_price",
            s => Q17AuctionStatistics.Query(s.Bids), r => [r.Auction, r.Day, .. Counts(r.Bids), r.Min, r.Max, r.Average, r.Sum]),
        new NexmarkQuery<Bid>(
            "q18", Update, "the last bid of each bidder on each auction", BidColumns,
            s => Q18LastBid.Query(s.Bids), Columns, key: r => (r.Bidder, r.Auction)),
        new NexmarkQuery<RankedBid>(
            "q19", Update, "the ten highest bids on each auction, in order", $"{BidColumns},rank_number",
            s => Q19TopBids.Query(s.Bids), r => [.. Columns(r.Bid), r.Rank], key: r => (r.Bid.Auction, r.Rank),
            order: (x, y) => (x.Bid.Auction, x.Rank).CompareTo((y.Bid.Auction, y.Rank))),
        new NexmarkQuery<ValidBid>(
            "q20", Append, "the bids on auctions of category 10",
            "auction,bidder,price,channel,url,bid_date_time,bid_extra,item_name,description,initial_bid,reserve,auction_date_time,expires,seller,category,auction_extra",
            s => Q20CategoryBids.Query(s.Auctions, s.Bids), r => [.. Columns(r.Bid), .. Offer(r.Auction), r.Auction.Extra]),
        new NexmarkQuery<ChannelBid>(
            "q21", Append, "every bid with the id of its channel", "auction,bidder,price,channel,channel_id",
            s => Q21ChannelId.Query(s.Bids), r => [r.Auction, r.Bidder, r.Price, r.Channel, r.ChannelId]),
        new NexmarkQuery<UrlBid>(
            "q22", Append, "every bid with the directories of its url", "auction,bidder,price,channel,dir1,dir2,dir3",
            s => Q22UrlDirectories.Query(s.Bids), r => [r.Auction, r.Bidder, r.Price, r.Channel, r.Directory1, r.Directory2, r.Directory3]),
        new NexmarkQuery<BidOfSeller>(
            "q23", Append, "the bids of people who sell, with each of their auctions",
            "bidder,price,channel,url,bid_extra,person_id,name,email_address,credit_card,city,state,person_extra,item_name,description,initial_bid,reserve,auction_date_time,expires,seller,category,auction_extra",
            s => Q23BidsOfSellers.Query(s.Persons, s.Auctions, s.Bids),
            r => [r.Bid.Bidder, r.Bid.Price, r.Bid.Channel, r.Bid.Url, r.Bid.Extra, .. Profile(r.Person), .. Offer(r.Auction), r.Auction.Extra]),
    ];

    public static NexmarkQuery? Find(string name) => All.FirstOrDefault(query => query.Name == name);

    private static object?[] Columns(Bid b) => [b.Auction, b.Bidder, b.Price, b.Channel, b.Url, b.DateTime, b.Extra];

    private static object?[] Offer(Auction a) => [a.ItemName, a.Description, a.InitialBid, a.Reserve, a.DateTime, a.Expires, a.Seller, a.Category];

    private static object?[] Profile(Person p) => [p.Id, p.Name, p.EmailAddress, p.CreditCard, p.City, p.State, p.Extra];

    private static object?[] Counts(ByRank n) => [n.Total, n.Rank1, n.Rank2, n.Rank3];

    private static object?[] Counts<TKey>(BidStatistics<TKey> s) => [.. Counts(s.Bids), .. Counts(s.Bidders), .. Counts(s.Auctions)];

    private static string Ranks(string what) => $"total_{what},rank1_{what},rank2_{what},rank3_{what}";
}
