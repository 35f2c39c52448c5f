use tanba_agent::{CertificateRequest, Indication, TrustRequest};
use tanba_pki::pem;
use tanba_protocol::FailureCode;

use crate::world::{Authority, Hand, World, new_key};

#[tokio::test(flavor = "multi_thread")]
async fn environments_are_added_listed_and_removed() {
    let mut world = World::new();
    let file = Authority::new().file(&world);
    let added = world.agent.add_environment("office", &[file]).await;
    assert_eq!(added.unwrap(), 1);
    world.restart();
    let names: Vec<_> = names(&world).await;
    assert_eq!(names, ["production", "test", "office"]);
    world.agent.remove_environment("office").await.unwrap();
    assert_eq!(self::names(&world).await, ["production", "test"]);
    let failure = world.agent.remove_environment("office").await.unwrap_err();
    assert_eq!(failure.code, FailureCode::EnvironmentUnknown);
}

async fn names(world: &World) -> Vec<String> {
    let all = world.agent.environments().await.unwrap();
    all.into_iter().map(|(name, _)| name).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn built_in_environments_take_no_certificates_and_stay() {
    let world = World::new();
    let files = [Authority::new().file(&world)];
    for name in ["production", "test", "", "-x", "a\nb"] {
        let failure = world.agent.add_environment(name, &files).await;
        let code = failure.unwrap_err().code;
        assert_eq!(code, FailureCode::EnvironmentsMixed, "{name:?}");
    }
    for name in ["production", "test"] {
        let failure = world.agent.remove_environment(name).await.unwrap_err();
        assert_eq!(failure.code, FailureCode::EnvironmentUnknown);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_environment_trusts_no_other_does() {
    let world = World::new();
    let authority = Authority::new();
    let certificate = authority.issue(&new_key());
    let crl = authority.list(&world, &[]);
    let text = pem::encode("CERTIFICATE", certificate.der()).unwrap();
    let leaf = world.document("leaf.pem", text);
    let files = [authority.file(&world)];
    world.agent.add_environment("office", &files).await.unwrap();
    for (environment, trusted) in [("office", true), ("production", false), ("test", false)] {
        let request = CertificateRequest {
            leaf: leaf.clone(),
            trust: TrustRequest {
                environment: Some(environment.to_owned()),
                crls: vec![crl.clone()],
                offline: true,
                ..TrustRequest::default()
            },
            ..CertificateRequest::default()
        };
        let found = world
            .agent
            .verify_certificate(&request, &Hand::default())
            .await
            .unwrap();
        let passed = found.indication == Indication::TotalPassed;
        assert_eq!(passed, trusted, "{environment}: {found:?}");
        assert_eq!(found.environment.as_deref(), Some(environment));
    }
    let unknown = TrustRequest {
        environment: Some("elsewhere".to_owned()),
        ..TrustRequest::default()
    };
    let request = CertificateRequest {
        leaf,
        trust: unknown,
        ..CertificateRequest::default()
    };
    let failure = world
        .agent
        .verify_certificate(&request, &Hand::default())
        .await;
    assert_eq!(failure.unwrap_err().code, FailureCode::EnvironmentUnknown);
}
