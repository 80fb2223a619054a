package org.antiphon.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.DynamicMessage;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.antiphon.gateway.rpc.RpcCatalog;
import org.antiphon.proto.common.v1.Access;
import org.antiphon.proto.common.v1.Options;
import org.antiphon.proto.common.v1.Policy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A service that the gateway has never heard of gets every protocol from its descriptor alone. */
class NewRpcTest {
    private static final String SERVICE = "antiphon.discovery.v1.EchoService";
    private static final FileDescriptor FILE = file();
    private static final Descriptor ECHO = FILE.findMessageTypeByName("Echo");
    private static final MethodDescriptor<DynamicMessage, DynamicMessage> UNARY =
            method("Say", MethodDescriptor.MethodType.UNARY);
    private static final MethodDescriptor<DynamicMessage, DynamicMessage> BIDI =
            method("Chat", MethodDescriptor.MethodType.BIDI_STREAMING);
    private static Stage stage;

    @BeforeAll
    static void start() {
        var descriptor = ServiceDescriptor.newBuilder(SERVICE)
                .setSchemaDescriptor((ProtoFileDescriptorSupplier) () -> FILE)
                .addMethod(UNARY)
                .addMethod(BIDI)
                .build();
        var services = new ArrayList<>(RpcCatalog.ofProtoModule().services());
        services.add(descriptor);
        stage = Stage.start(
                Map.of(),
                RpcCatalog.of(services),
                () -> ServerServiceDefinition.builder(descriptor)
                        .addMethod(UNARY, ServerCalls.asyncUnaryCall(NewRpcTest::say))
                        .addMethod(BIDI, ServerCalls.asyncBidiStreamingCall(NewRpcTest::chat))
                        .build());
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    private static void say(DynamicMessage request, StreamObserver<DynamicMessage> observer) {
        observer.onNext(request);
        observer.onCompleted();
    }

    private static StreamObserver<DynamicMessage> chat(StreamObserver<DynamicMessage> observer) {
        return new StreamObserver<>() {
            @Override
            public void onNext(DynamicMessage value) {
                observer.onNext(value);
            }

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onCompleted() {
                observer.onCompleted();
            }
        };
    }

    private static FileDescriptor file() {
        var policy = Policy.newBuilder()
                .setAccess(Access.ACCESS_PUBLIC)
                .setCache(Duration.newBuilder().setSeconds(60))
                .build();
        var rule = HttpRule.newBuilder()
                .setGet("/v1/echo/{id}")
                .setResponseBody("inner")
                .addAdditionalBindings(HttpRule.newBuilder()
                        .setPut("/v1/echo/{id}/{inner.text}:shout")
                        .setBody("inner"))
                .build();
        var service = ServiceDescriptorProto.newBuilder()
                .setName("EchoService")
                .addMethod(MethodDescriptorProto.newBuilder()
                        .setName("Say")
                        .setInputType("Echo")
                        .setOutputType("Echo")
                        .setOptions(MethodOptions.newBuilder()
                                .setExtension(Options.policy, policy)
                                .setExtension(AnnotationsProto.http, rule)))
                .addMethod(MethodDescriptorProto.newBuilder()
                        .setName("Chat")
                        .setInputType("Echo")
                        .setOutputType("Echo")
                        .setClientStreaming(true)
                        .setServerStreaming(true)
                        .setOptions(MethodOptions.newBuilder().setExtension(Options.policy, policy)));
        var proto = FileDescriptorProto.newBuilder()
                .setName("antiphon/discovery/v1/echo_service.proto")
                .setPackage("antiphon.discovery.v1")
                .setSyntax("proto3")
                .addDependency(Options.getDescriptor().getName())
                .addDependency(AnnotationsProto.getDescriptor().getName())
                .addMessageType(message("Inner", field("text", 1), field("more", 2)))
                .addMessageType(message(
                        "Echo",
                        field("id", 1)
                                .setType(FieldDescriptorProto.Type.TYPE_INT64)
                                .setOptions(FieldOptions.newBuilder().setExtension(Options.hashid, true)),
                        field("inner", 2)
                                .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
                                .setTypeName("Inner")))
                .addService(service)
                .build();
        try {
            return FileDescriptor.buildFrom(
                    proto, new FileDescriptor[] {Options.getDescriptor(), AnnotationsProto.getDescriptor()});
        } catch (DescriptorValidationException wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    private static DescriptorProto message(String name, FieldDescriptorProto.Builder... fields) {
        var message = DescriptorProto.newBuilder().setName(name);
        for (var field : fields) {
            message.addField(field);
        }
        return message.build();
    }

    private static FieldDescriptorProto.Builder field(String name, int number) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(FieldDescriptorProto.Type.TYPE_STRING)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL);
    }

    private static MethodDescriptor<DynamicMessage, DynamicMessage> method(
            String name, MethodDescriptor.MethodType type) {
        var marshaller = ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(ECHO));
        return MethodDescriptor.newBuilder(marshaller, marshaller)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
                .setType(type)
                .setSchemaDescriptor(new Schema(name))
                .build();
    }

    private record Schema(String name) implements ProtoMethodDescriptorSupplier {
        @Override
        public com.google.protobuf.Descriptors.MethodDescriptor getMethodDescriptor() {
            return getServiceDescriptor().findMethodByName(name);
        }

        @Override
        public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
            return FILE.findServiceByName("EchoService");
        }

        @Override
        public FileDescriptor getFileDescriptor() {
            return FILE;
        }
    }

    private static DynamicMessage echo(long id) {
        return DynamicMessage.newBuilder(ECHO)
                .setField(ECHO.findFieldByName("id"), id)
                .build();
    }

    @Test
    void itHasARestRouteWithItsPolicy() {
        var answer = stage.web()
                .get("/v1/echo/7eP5n?inner.text=hello&inner.more=%C3%BC")
                .aggregate()
                .join();

        assertThat(answer.contentUtf8()).isEqualTo("{\"text\":\"hello\",\"more\":\"ü\"}");
        assertThat(answer.headers().get("cache-control")).isEqualTo("public, max-age=60");
    }

    @Test
    void itsBodyFieldAndVerbWork() {
        var answer = stage.web()
                .execute(RequestHeaders.of(HttpMethod.PUT, "/v1/echo/7eP5n/loud%2Fer:shout"), "{\"more\":\"m\"}")
                .aggregate()
                .join();

        assertThat(answer.contentUtf8()).isEqualTo("{\"text\":\"loud/er\",\"more\":\"m\"}");
    }

    @Test
    void itIsReachedOverGrpc() {
        var answer = ClientCalls.blockingUnaryCall(stage.grpc(), UNARY, CallOptions.DEFAULT, echo(5));

        assertThat(answer).isEqualTo(echo(5));
    }

    @Test
    void itsStreamsInBothDirectionsAnswerWhileTheyAreAsked() {
        var inbox = new Inbox<DynamicMessage>();
        var asking = ClientCalls.asyncBidiStreamingCall(stage.grpc().newCall(BIDI, CallOptions.DEFAULT), inbox);

        asking.onNext(echo(1));
        org.awaitility.Awaitility.await().until(() -> inbox.messages.size() == 1);
        asking.onNext(echo(2));
        asking.onCompleted();

        assertThat(inbox.completed()).isEqualTo(List.of(echo(1), echo(2)));
    }
}
