package org.antiphon.discovery.grpc;

import org.antiphon.discovery.query.SearchQueries;
import org.antiphon.discovery.query.TrackQueries;
import org.antiphon.discovery.query.UserQueries;
import org.antiphon.proto.discovery.v1.Account;
import org.antiphon.proto.discovery.v1.GetUnclaimedUserIdRequest;
import org.antiphon.proto.discovery.v1.GetUnclaimedUserIdResponse;
import org.antiphon.proto.discovery.v1.GetUserAccountRequest;
import org.antiphon.proto.discovery.v1.GetUserAccountResponse;
import org.antiphon.proto.discovery.v1.GetUserByHandleRequest;
import org.antiphon.proto.discovery.v1.GetUserByHandleResponse;
import org.antiphon.proto.discovery.v1.GetUserRequest;
import org.antiphon.proto.discovery.v1.GetUserResponse;
import org.antiphon.proto.discovery.v1.ListUserTracksRequest;
import org.antiphon.proto.discovery.v1.ListUserTracksResponse;
import org.antiphon.proto.discovery.v1.ListUsersRequest;
import org.antiphon.proto.discovery.v1.ListUsersResponse;
import org.antiphon.proto.discovery.v1.ReactorUserServiceGrpc;
import org.antiphon.proto.discovery.v1.SearchUsersRequest;
import org.antiphon.proto.discovery.v1.SearchUsersResponse;
import reactor.core.publisher.Mono;

/** The queries about users over gRPC. */
final class UserGrpcService extends ReactorUserServiceGrpc.UserServiceImplBase {
    private static final int TRACKS_SIZE = 100;
    private static final int SEARCH_SIZE = 10;

    private final UserQueries users;
    private final TrackQueries tracks;
    private final SearchQueries search;
    private final UserMessages messages;
    private final TrackMessages trackMessages;

    UserGrpcService(
            UserQueries users,
            TrackQueries tracks,
            SearchQueries search,
            UserMessages messages,
            TrackMessages trackMessages) {
        this.users = users;
        this.tracks = tracks;
        this.search = search;
        this.messages = messages;
        this.trackMessages = trackMessages;
    }

    @Override
    public Mono<GetUserResponse> getUser(GetUserRequest request) {
        return users.byId(request.getId(), request.getUserId())
                .switchIfEmpty(Missing.user("id", request.getId()))
                .map(view ->
                        GetUserResponse.newBuilder().setData(messages.of(view)).build());
    }

    @Override
    public Mono<GetUserByHandleResponse> getUserByHandle(GetUserByHandleRequest request) {
        return users.byHandle(request.getHandle(), request.getUserId())
                .switchIfEmpty(Missing.user("handle", "\"" + request.getHandle() + "\""))
                .map(view -> GetUserByHandleResponse.newBuilder()
                        .setData(messages.of(view))
                        .build());
    }

    @Override
    public Mono<GetUserAccountResponse> getUserAccount(GetUserAccountRequest request) {
        return users.byWallet(request.getWallet())
                .switchIfEmpty(Missing.user("wallet", request.getWallet()))
                .map(view -> GetUserAccountResponse.newBuilder()
                        .setData(Account.newBuilder().setUser(messages.of(view)))
                        .build());
    }

    @Override
    public Mono<ListUsersResponse> listUsers(ListUsersRequest request) {
        return users.byIds(request.getIdList().stream().distinct().toList(), request.getUserId())
                .map(messages::of)
                .collectList()
                .map(found -> ListUsersResponse.newBuilder().addAllData(found).build());
    }

    @Override
    public Mono<SearchUsersResponse> searchUsers(SearchUsersRequest request) {
        int size = request.hasLimit() ? request.getLimit() : SEARCH_SIZE;
        var paging = Paging.of(
                request.hasPageSize() ? request.getPageSize() : size,
                request.getOffset(),
                request.getPageToken(),
                "users " + request.getQuery());
        return search.users(request.getQuery(), paging.page(), request.getUserId())
                .map(slice -> SearchUsersResponse.newBuilder()
                        .addAllData(slice.items().stream().map(messages::of).toList())
                        .setNextPageToken(paging.next(slice))
                        .build());
    }

    @Override
    public Mono<ListUserTracksResponse> listUserTracks(ListUserTracksRequest request) {
        int size = request.hasLimit() ? request.getLimit() : TRACKS_SIZE;
        var paging = Paging.of(
                request.hasPageSize() ? request.getPageSize() : size,
                request.getOffset(),
                request.getPageToken(),
                "tracks of " + request.getId());
        return users.byId(request.getId(), 0)
                .switchIfEmpty(Missing.user("id", request.getId()))
                .flatMap(user -> tracks.ofUser(request.getId(), paging.page(), request.getUserId()))
                .map(slice -> ListUserTracksResponse.newBuilder()
                        .addAllData(slice.items().stream()
                                .map(view -> trackMessages.of(view, request.getUserId()))
                                .toList())
                        .setNextPageToken(paging.next(slice))
                        .build());
    }

    @Override
    public Mono<GetUnclaimedUserIdResponse> getUnclaimedUserId(GetUnclaimedUserIdRequest request) {
        return users.unclaimedId()
                .map(id -> GetUnclaimedUserIdResponse.newBuilder().setData(id).build());
    }
}
