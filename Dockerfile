FROM docker.io/library/maven:3.9-eclipse-temurin-17 AS build
RUN apt-get update && apt-get install -y --no-install-recommends nodejs npm && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY pom.xml package.json package-lock.json ./
COPY src ./src
RUN mvn -B -ntp -q -DskipTests package

FROM docker.io/library/eclipse-temurin:17-jre
RUN useradd --system --uid 10001 selfie
COPY --from=build /build/target/selfie-registration-*.jar /app/selfie-registration.jar
USER 10001
EXPOSE 8080
# The runtime of the face models unpacks its native library into the temporary directory.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-jar", "/app/selfie-registration.jar"]
