# The server as an image: built by Maven, run by a JRE as an ordinary user.
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    mvn --batch-mode --no-transfer-progress --projects api --also-make -Dmaven.test.skip=true -Dspotless.check.skip=true package

FROM eclipse-temurin:25-jre
RUN useradd --system --create-home --home-dir /var/lib/litevps litevps
# The libraries change less often than the application, so they are a layer of their own.
COPY --from=build /build/api/target/lib /opt/litevps/lib
COPY --from=build /build/api/target/litevps-api.jar /opt/litevps/litevps-api.jar
USER litevps
VOLUME /var/lib/litevps
EXPOSE 8080
ENV LITEVPS_DATA=/var/lib/litevps SERVER_ADDRESS=0.0.0.0
ENTRYPOINT ["java", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", \
    "-XX:+ExitOnOutOfMemoryError", "-XX:MaxRAMPercentage=75", "-jar", "/opt/litevps/litevps-api.jar"]
