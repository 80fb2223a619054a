package org.antiphon.discovery.grpc;

import java.util.List;
import org.antiphon.discovery.query.SearchOrder;
import org.antiphon.discovery.query.SearchQueries;
import org.antiphon.discovery.query.Slice;
import org.antiphon.discovery.query.TrackQueries;
import org.antiphon.discovery.query.TrackSearch;
import org.antiphon.discovery.query.TrackStrategy;
import org.antiphon.discovery.query.TrackView;
import org.antiphon.discovery.query.TrendingQueries;
import org.antiphon.discovery.query.TrendingWindow;
import org.antiphon.discovery.query.UndergroundStrategy;
import org.antiphon.discovery.stream.StreamAccess;
import org.antiphon.discovery.stream.StreamGrant;
import org.antiphon.discovery.stream.StreamGrants;
import org.antiphon.proto.discovery.v1.GetTrackRequest;
import org.antiphon.proto.discovery.v1.GetTrackResponse;
import org.antiphon.proto.discovery.v1.GetTrackStreamRequest;
import org.antiphon.proto.discovery.v1.GetTrackStreamResponse;
import org.antiphon.proto.discovery.v1.GetUnclaimedTrackIdRequest;
import org.antiphon.proto.discovery.v1.GetUnclaimedTrackIdResponse;
import org.antiphon.proto.discovery.v1.ListTracksRequest;
import org.antiphon.proto.discovery.v1.ListTracksResponse;
import org.antiphon.proto.discovery.v1.ListTrendingTracksRequest;
import org.antiphon.proto.discovery.v1.ListTrendingTracksResponse;
import org.antiphon.proto.discovery.v1.ListUndergroundTrendingTracksRequest;
import org.antiphon.proto.discovery.v1.ListUndergroundTrendingTracksResponse;
import org.antiphon.proto.discovery.v1.ReactorTrackServiceGrpc;
import org.antiphon.proto.discovery.v1.SearchSort;
import org.antiphon.proto.discovery.v1.SearchTracksRequest;
import org.antiphon.proto.discovery.v1.SearchTracksResponse;
import org.antiphon.proto.discovery.v1.TimeRange;
import org.antiphon.proto.discovery.v1.Track;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The queries about tracks over gRPC. */
final class TrackGrpcService extends ReactorTrackServiceGrpc.TrackServiceImplBase {
    private static final int TRENDING_SIZE = 100;
    private static final int SEARCH_SIZE = 10;

    private final TrackQueries tracks;
    private final TrendingQueries trending;
    private final SearchQueries search;
    private final StreamGrants grants;
    private final TrackMessages messages;

    TrackGrpcService(
            TrackQueries tracks,
            TrendingQueries trending,
            SearchQueries search,
            StreamGrants grants,
            TrackMessages messages) {
        this.tracks = tracks;
        this.trending = trending;
        this.search = search;
        this.grants = grants;
        this.messages = messages;
    }

    @Override
    public Mono<GetTrackResponse> getTrack(GetTrackRequest request) {
        return track(request.getTrackId(), request.getUserId())
                .map(view -> GetTrackResponse.newBuilder()
                        .setData(messages.of(view, request.getUserId()))
                        .build());
    }

    @Override
    public Mono<ListTracksResponse> listTracks(ListTracksRequest request) {
        return Flux.concat(Flux.fromIterable(request.getIdList()), tracks.idsByPermalinks(request.getPermalinkList()))
                .distinct()
                .collectList()
                .flatMapMany(ids -> tracks.byIds(ids, request.getUserId()))
                .map(view -> messages.of(view, request.getUserId()))
                .collectList()
                .map(found -> ListTracksResponse.newBuilder().addAllData(found).build());
    }

    @Override
    public Mono<ListTrendingTracksResponse> listTrendingTracks(ListTrendingTracksRequest request) {
        int size = request.hasLimit() ? request.getLimit() : TRENDING_SIZE;
        var strategy = TrackStrategy.of(request.getVersion());
        var paging = Paging.of(
                request.hasPageSize() ? request.getPageSize() : size,
                request.getOffset(),
                request.getPageToken(),
                "trending " + strategy + " " + request.getTime() + " " + request.getGenre());
        return trending.tracks(
                        strategy, window(request.getTime()), request.getGenre(), paging.page(), request.getUserId())
                .map(slice -> ListTrendingTracksResponse.newBuilder()
                        .addAllData(messages(slice, request.getUserId()))
                        .setNextPageToken(paging.next(slice))
                        .build());
    }

    @Override
    public Mono<ListUndergroundTrendingTracksResponse> listUndergroundTrendingTracks(
            ListUndergroundTrendingTracksRequest request) {
        int size = request.hasLimit() ? request.getLimit() : TRENDING_SIZE;
        var strategy = UndergroundStrategy.of(request.getVersion());
        var paging = Paging.of(
                request.hasPageSize() ? request.getPageSize() : size,
                request.getOffset(),
                request.getPageToken(),
                "underground " + strategy);
        return trending.underground(strategy, paging.page(), request.getUserId())
                .map(slice -> ListUndergroundTrendingTracksResponse.newBuilder()
                        .addAllData(messages(slice, request.getUserId()))
                        .setNextPageToken(paging.next(slice))
                        .build());
    }

    @Override
    public Mono<SearchTracksResponse> searchTracks(SearchTracksRequest request) {
        var wanted = new TrackSearch(
                request.getQuery(),
                request.getGenreList(),
                request.getMoodList(),
                request.getOnlyDownloadable(),
                order(request.getSortMethod()));
        int size = request.hasLimit() ? request.getLimit() : SEARCH_SIZE;
        var paging = Paging.of(
                request.hasPageSize() ? request.getPageSize() : size,
                request.getOffset(),
                request.getPageToken(),
                "search " + wanted);
        return search.tracks(wanted, paging.page(), request.getUserId())
                .map(slice -> SearchTracksResponse.newBuilder()
                        .addAllData(messages(slice, request.getUserId()))
                        .setNextPageToken(paging.next(slice))
                        .build());
    }

    @Override
    public Mono<GetTrackStreamResponse> getTrackStream(GetTrackStreamRequest request) {
        return track(request.getTrackId(), request.getUserId())
                .map(view -> grant(view, request))
                .map(grant -> GetTrackStreamResponse.newBuilder()
                        .setData(grants.url(grant))
                        .build());
    }

    @Override
    public Mono<GetUnclaimedTrackIdResponse> getUnclaimedTrackId(GetUnclaimedTrackIdRequest request) {
        return tracks.unclaimedId()
                .map(id -> GetUnclaimedTrackIdResponse.newBuilder().setData(id).build());
    }

    private Mono<TrackView> track(long trackId, long viewer) {
        return tracks.byId(trackId, viewer)
                .switchIfEmpty(tracks.isTakenDown(trackId)
                        .flatMap(down -> down ? Missing.takenDown(trackId) : Missing.track(trackId)));
    }

    private List<Track> messages(Slice<TrackView> slice, long viewer) {
        return slice.items().stream().map(view -> messages.of(view, viewer)).toList();
    }

    private static StreamGrant grant(TrackView view, GetTrackStreamRequest request) {
        var access = StreamAccess.of(view.track(), request.getUserId());
        if (access.audioCid(request.getPreview()) == null) {
            throw Missing.audio(request.getTrackId(), request.getPreview() ? "it has no preview" : "it has no audio");
        }
        var cid = access.publicCid(request.getPreview());
        if (cid == null) {
            throw Missing.audio(request.getTrackId(), "it has a condition");
        }
        return new StreamGrant(cid, request.getTrackId(), request.getUserId(), request.getSkipPlayCount());
    }

    private static TrendingWindow window(TimeRange range) {
        return switch (range) {
            case TIME_RANGE_UNSPECIFIED, TIME_RANGE_WEEK, UNRECOGNIZED -> TrendingWindow.WEEK;
            case TIME_RANGE_MONTH -> TrendingWindow.MONTH;
            case TIME_RANGE_YEAR -> TrendingWindow.YEAR;
            case TIME_RANGE_ALL_TIME -> TrendingWindow.ALL_TIME;
        };
    }

    private static SearchOrder order(SearchSort sort) {
        return switch (sort) {
            case SEARCH_SORT_UNSPECIFIED, SEARCH_SORT_RELEVANT, UNRECOGNIZED -> SearchOrder.RELEVANT;
            case SEARCH_SORT_POPULAR -> SearchOrder.POPULAR;
            case SEARCH_SORT_RECENT -> SearchOrder.RECENT;
        };
    }
}
